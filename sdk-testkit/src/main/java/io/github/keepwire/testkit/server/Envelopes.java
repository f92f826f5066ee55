// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** The envelopes the server itself writes in the device dialect. */
final class Envelopes {
    private static final Clock CLOCK = Clock.systemUTC();

    private Envelopes() {}

    static String error(String code, String message) {
        ObjectNode payload = Json.newObject().put("code", code).put("message", message);
        return envelope("error", payload);
    }

    static String alertAck(String alertId) {
        return envelope("alertAck", Json.newObject().put("alertId", alertId));
    }

    static String envelope(String type, JsonNode payload) {
        ObjectNode envelope = Json.newObject()
                .put("type", type)
                .put("deviceId", "dev-server")
                .put("deviceName", "Dev server")
                .put("timestamp", CLOCK.instant().toString());
        return envelope.set("payload", payload).toString();
    }
}
