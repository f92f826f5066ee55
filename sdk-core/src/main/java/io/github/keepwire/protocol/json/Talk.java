// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends say to each other besides messages; what is null is not said.
 *
 * @param heartbeat the type of the message that is our heartbeat
 * @param ping the frame that is our heartbeat
 * @param pong the type that answers it
 * @param answers what we answer to which type
 * @param ack how messages are acknowledged
 */
record Talk(
        @Nullable String heartbeat,
        @Nullable Template ping,
        @Nullable String pong,
        Map<String, Template> answers,
        @Nullable Ack ack) {
    static final Talk NONE = new Talk(null, null, null, Collections.emptyMap(), null);

    /** The type of an acknowledgement, and where it names the message. */
    record Ack(String type, FramePath id) {}

    Talk heartbeat(String type) {
        return new Talk(type, null, null, answers, ack);
    }

    Talk ping(Template frame, @Nullable String answeredBy) {
        return new Talk(null, frame, answeredBy, answers, ack);
    }

    Talk answering(String type, Template frame) {
        Map<String, Template> all = new LinkedHashMap<>(answers);
        all.put(type, frame);
        return new Talk(heartbeat, ping, pong, Collections.unmodifiableMap(all), ack);
    }

    Talk ack(Ack value) {
        return new Talk(heartbeat, ping, pong, answers, value);
    }
}
