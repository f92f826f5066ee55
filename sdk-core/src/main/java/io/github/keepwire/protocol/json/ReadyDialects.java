// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.MessageValidator;

/** The dialects of the systems that are known, each in the words of the builder. */
final class ReadyDialects {
    static final JsonDialect DEVICE_ENVELOPE = JsonDialect.builder("device-envelope")
            .sender("deviceId", "deviceName")
            .timestamp("timestamp", JsonDialect.Time.ISO)
            .heartbeat("heartbeat")
            .ack("alertAck", "payload.alertId")
            .join("{\"action\":\"join_channel\",\"channel\":$room,\"deviceId\":$sender}")
            .roomField("groupId")
            .oneRoom()
            .registration("deviceRegister")
            .validator(MessageValidator.deviceEnvelope())
            .build()
            .channelPrefix(JsonDialect.DEFAULT_CHANNEL_PREFIX);

    static final JsonDialect TOPICS = JsonDialect.builder("topics")
            .payload("data")
            .timestamp("timestamp", JsonDialect.Time.ISO)
            .query("client_id", "$sender")
            .tokenInQuery("token")
            .subscribe("{\"type\":\"subscription\",\"data\":{\"topic\":$channel},\"timestamp\":$now}")
            .unsubscribe("{\"type\":\"unsubscription\",\"data\":{\"topic\":$channel},\"timestamp\":$now}")
            .channelsOf(TopicTable::topicsOf)
            .answering("heartbeat", "{\"type\":\"heartbeat\",\"data\":{},\"timestamp\":$now}")
            .build();

    static final JsonDialect CHANNELS = JsonDialect.builder("channels")
            .payload("data")
            .timestampInPayload("timestamp", JsonDialect.Time.EPOCH_MILLIS)
            .subscribe("{\"type\":\"subscribe\",\"channels\":$channels}")
            .unsubscribe("{\"type\":\"unsubscribe\",\"channels\":$channels}")
            .confirmedBy("subscribed", "channels")
            .endedBy("unsubscribed", "channels")
            .channelIsType()
            .initiallyOn("gesture", "ai_response")
            .ping("{\"type\":\"ping\"}", "pong")
            .build();

    private ReadyDialects() {}
}
