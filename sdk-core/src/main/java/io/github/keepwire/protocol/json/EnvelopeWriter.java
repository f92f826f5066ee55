// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes envelopes as text, around payloads that are JSON already. */
final class EnvelopeWriter {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
    private static final int ENVELOPE_LENGTH = 200;

    private final EnvelopeShape shape;
    /** The field of payloads that names a room. */
    private final @Nullable String roomField;

    private final String typeField;
    private final String payloadField;
    private final @Nullable String idField;
    private final @Nullable String senderField;
    private final @Nullable String senderNameField;
    private final @Nullable String timeField;
    private final String versionField;

    EnvelopeWriter(EnvelopeShape shape, @Nullable String roomField) {
        this.shape = shape;
        this.roomField = roomField;
        EnvelopeShape.SenderFields sender = shape.sender();
        EnvelopeShape.TimeField time = shape.envelopeTime();
        EnvelopeShape.VersionField version = shape.version();
        typeField = field("{", shape.type());
        payloadField = field(",", shape.payload());
        idField = shape.id() == null ? null : field(",", shape.id());
        senderField = sender == null ? null : field(",", sender.id());
        senderNameField = sender == null || sender.name() == null ? null : field(",", sender.name());
        timeField = time == null ? null : field(",", time.name());
        versionField = version == null ? "" : field(",", version.name()) + version.json();
    }

    private static String field(String before, String name) {
        StringBuilder field = new StringBuilder(before);
        quote(field, name);
        return field.append(':').toString();
    }

    /** The group is the room of messages that go to none in particular, or null. */
    String message(Message message, @Nullable String group) {
        String payload = message.payload().json();
        StringBuilder out = new StringBuilder(ENVELOPE_LENGTH + payload.length());
        quote(out.append(typeField), message.type());
        out.append(versionField);
        String id = message.id();
        if (id != null && idField != null) {
            quote(out.append(idField), id);
        }
        sender(out, message.sender() == null ? Identity.ANONYMOUS : message.sender());
        Instant timestamp = message.timestamp();
        EnvelopeShape.TimeField time = shape.time();
        if (timestamp != null && time != null && timeField != null) {
            TimeText.append(out.append(timeField), timestamp, time.form());
        }
        payload(out.append(payloadField), message, room(message, group));
        return out.append('}').toString();
    }

    private void sender(StringBuilder out, Identity sender) {
        if (senderField != null) {
            quote(out.append(senderField), sender.id());
        }
        if (senderNameField != null) {
            quote(out.append(senderNameField), sender.name());
        }
    }

    private void payload(StringBuilder out, Message message, @Nullable String room) {
        String json = message.payload().json();
        EnvelopeShape.TimeField time = shape.payloadTime();
        if (room == null && time == null) {
            out.append(json);
            return;
        }
        PayloadStamp stamp = new PayloadStamp(json);
        if (room != null && roomField != null) {
            StringBuilder place = stamp.field(roomField);
            if (place != null) {
                quote(place, room);
            }
        }
        Instant timestamp = message.timestamp();
        if (time != null && timestamp != null) {
            StringBuilder place = stamp.field(time.name());
            if (place != null) {
                TimeText.append(place, timestamp, time.form());
            }
        }
        stamp.appendTo(out);
    }

    private @Nullable String room(Message message, @Nullable String group) {
        if (roomField == null) {
            return null;
        }
        for (Scope scope : message.scopes()) {
            if (scope.kind() == Scope.Kind.ROOM) {
                return scope.name();
            }
        }
        return group;
    }

    static void quote(StringBuilder out, String text) {
        escape(out.append('"'), text);
        out.append('"');
    }

    /** Appends a text as it stands between quotes. */
    static void escape(StringBuilder out, String text) {
        ENCODER.quoteAsString(text, out);
    }
}
