// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes envelopes as text, around payloads that are JSON already. */
final class EnvelopeWriter {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
    private static final int ENVELOPE_LENGTH = 200;

    private final @Nullable String groupId;

    /** The group is stamped into payloads that are objects and do not name one themselves. */
    EnvelopeWriter(@Nullable String groupId) {
        this.groupId = groupId;
    }

    String message(Message message) {
        String payload = message.payload().json();
        StringBuilder out = new StringBuilder(ENVELOPE_LENGTH + payload.length());
        out.append("{\"type\":");
        quote(out, message.type());
        if (message.id() != null) {
            quote(out.append(",\"id\":"), message.id());
        }
        Identity sender = message.sender() == null ? Identity.ANONYMOUS : message.sender();
        quote(out.append(",\"deviceId\":"), sender.id());
        quote(out.append(",\"deviceName\":"), sender.name());
        Instant timestamp = message.timestamp();
        if (timestamp != null) {
            out.append(",\"timestamp\":\"").append(timestamp).append('"');
        }
        payload(out.append(",\"payload\":"), payload);
        return out.append('}').toString();
    }

    String join(String channel, String deviceId) {
        StringBuilder out = new StringBuilder(ENVELOPE_LENGTH).append("{\"action\":\"join_channel\",\"channel\":");
        quote(out, channel);
        quote(out.append(",\"deviceId\":"), deviceId);
        return out.append('}').toString();
    }

    private void payload(StringBuilder out, String json) {
        boolean stamped = groupId != null && json.startsWith("{") && !json.contains("\"groupId\"");
        if (!stamped) {
            out.append(json);
            return;
        }
        quote(out.append("{\"groupId\":"), String.valueOf(groupId));
        boolean empty = json.substring(1, json.length() - 1).trim().isEmpty();
        out.append(empty ? "" : ",").append(json, 1, json.length());
    }

    private static void quote(StringBuilder out, String text) {
        ENCODER.quoteAsString(text, out.append('"'));
        out.append('"');
    }
}
