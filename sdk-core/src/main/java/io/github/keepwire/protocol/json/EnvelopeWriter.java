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

    private final String idField;
    private final @Nullable GroupStamp stamp;

    EnvelopeWriter(EnvelopeShape shape, @Nullable String groupId) {
        StringBuilder field = new StringBuilder(",");
        quote(field, shape.idName());
        idField = field.append(':').toString();
        stamp = groupId == null ? null : new GroupStamp(groupId);
    }

    String message(Message message) {
        String payload = message.payload().json();
        StringBuilder out = new StringBuilder(ENVELOPE_LENGTH + payload.length());
        out.append("{\"type\":");
        quote(out, message.type());
        if (message.id() != null) {
            quote(out.append(idField), message.id());
        }
        Identity sender = message.sender() == null ? Identity.ANONYMOUS : message.sender();
        quote(out.append(",\"deviceId\":"), sender.id());
        quote(out.append(",\"deviceName\":"), sender.name());
        Instant timestamp = message.timestamp();
        if (timestamp != null) {
            IsoText.append(out.append(",\"timestamp\":\""), timestamp);
            out.append('"');
        }
        out.append(",\"payload\":");
        if (stamp == null) {
            out.append(payload);
        } else {
            stamp.append(out, payload);
        }
        return out.append('}').toString();
    }

    String join(String channel, String deviceId) {
        StringBuilder out = new StringBuilder(ENVELOPE_LENGTH).append("{\"action\":\"join_channel\",\"channel\":");
        quote(out, channel);
        quote(out.append(",\"deviceId\":"), deviceId);
        return out.append('}').toString();
    }

    static void quote(StringBuilder out, String text) {
        ENCODER.quoteAsString(text, out.append('"'));
        out.append('"');
    }
}
