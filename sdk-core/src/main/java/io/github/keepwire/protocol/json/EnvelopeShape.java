// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields an envelope has, and what they are called; what is null is not there. Built by {@link EnvelopeBuilder}.
 *
 * @param type the field that tells what kind of message it is
 * @param payload the field that carries the payload
 * @param id the field that carries the message's id
 * @param time where a message tells when it was made
 * @param sender who sends
 * @param version what is written of the version
 * @param numbering where the server numbers its messages
 * @param zone what a timestamp without a zone means
 */
record EnvelopeShape(
        String type,
        String payload,
        @Nullable String id,
        @Nullable TimeField time,
        @Nullable SenderFields sender,
        @Nullable VersionField version,
        @Nullable Numbering numbering,
        ZoneId zone) {
    /** The field that tells when: of the envelope, or of the payload where that is an object. */
    record TimeField(String name, JsonDialect.Time form, boolean inPayload) {}

    /** The fields that tell who: an id, and perhaps a name. */
    record SenderFields(String id, @Nullable String name) {}

    /** The field that tells the version of the protocol, and its value as JSON. */
    record VersionField(String name, String json) {}

    EnvelopeShape {
        Set<String> names = new HashSet<>();
        claim(names, "type", type);
        claim(names, "payload", payload);
        claim(names, "id", id);
        claim(names, "timestamp", time == null || time.inPayload() ? null : time.name());
        claim(names, "the sender's id", sender == null ? null : sender.id());
        claim(names, "the sender's name", sender == null ? null : sender.name());
        claim(names, "version", version == null ? null : version.name());
        String number = numbering == null ? null : numbering.field();
        claim(names, "sequence", number == null || number.equals(id) ? null : number);
        if (time != null && time.name().isEmpty()) {
            throw new IllegalArgumentException("the field of the timestamp must have a name");
        }
    }

    private static void claim(Set<String> names, String what, @Nullable String name) {
        if (name != null && (name.isEmpty() || !names.add(name))) {
            throw new IllegalArgumentException("the field of " + what
                    + " must have a name that the envelope does not use otherwise: '" + name + "'");
        }
    }

    /** Where the envelope itself tells when a message was made, or null. */
    @Nullable
    TimeField envelopeTime() {
        return time == null || time.inPayload() ? null : time;
    }

    /** Where the payload tells when the message was made, or null. */
    @Nullable
    TimeField payloadTime() {
        return time != null && time.inPayload() ? time : null;
    }
}
