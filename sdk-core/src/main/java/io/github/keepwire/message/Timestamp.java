// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A timestamp that stays text until somebody asks: reading one costs more than the whole envelope. */
final class Timestamp {
    private final @Nullable String text;
    private final @Nullable ZoneId zone;
    private volatile @Nullable Instant instant;

    private Timestamp(@Nullable String text, @Nullable ZoneId zone, @Nullable Instant instant) {
        this.text = text;
        this.zone = zone;
        this.instant = instant;
    }

    static Timestamp of(Instant instant) {
        return new Timestamp(null, null, instant);
    }

    static Timestamp ofText(String text, ZoneId zone) {
        return new Timestamp(text, zone, null);
    }

    @Nullable
    Instant instant() {
        Instant known = instant;
        if (known == null && text != null && zone != null) {
            known = parse(text, zone);
            instant = known;
        }
        return known;
    }

    private static @Nullable Instant parse(String text, ZoneId zone) {
        try {
            return hasZone(text)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** A zone ends the text as Z, or as an offset behind the time; the date's own dashes stand before the T. */
    private static boolean hasZone(String text) {
        int time = text.indexOf('T');
        return time > 0 && (text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0);
    }
}
