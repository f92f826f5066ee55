// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the HTTP side answers: JSON, always. */
record RestReply(int status, ObjectNode body, Map<String, String> headers) {
    static RestReply ok(ObjectNode body) {
        return new RestReply(200, body, Map.of());
    }

    /** Something went out to so many. */
    static RestReply sent(int recipients) {
        return ok(Json.newObject().put("success", true).put("recipients", recipients));
    }

    static RestReply refused(int status, String why) {
        return new RestReply(status, Json.newObject().put("success", false).put("error", why), Map.of());
    }

    RestReply with(String header, String value) {
        return new RestReply(status, body, Map.of(header, value));
    }
}
