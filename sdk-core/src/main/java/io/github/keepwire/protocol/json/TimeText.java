// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.message.Message;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Timestamps as they stand on the wire, in either form. */
final class TimeText {
    /** So many digits hold any time that matters, and always fit. */
    private static final int LONGEST_MILLIS = 18;

    private TimeText() {}

    /** Appends a timestamp as a JSON value. */
    static void append(StringBuilder out, Instant instant, JsonDialect.Time form) {
        if (form == JsonDialect.Time.EPOCH_MILLIS) {
            out.append(instant.toEpochMilli());
        } else {
            IsoText.append(out.append('"'), instant);
            out.append('"');
        }
    }

    /** Reads what a payload says; null where it says nothing, or nothing that is a time. */
    static @Nullable Instant read(@Nullable String text, JsonDialect.Time form, ZoneId zone) {
        if (text == null) {
            return null;
        }
        return form == JsonDialect.Time.EPOCH_MILLIS
                ? millis(text)
                : Message.builder("").timestamp(text, zone).build().timestamp();
    }

    static @Nullable Instant millis(String text) {
        if (text.isEmpty() || text.length() > LONGEST_MILLIS) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException noInteger) {
            return null;
        }
    }
}
