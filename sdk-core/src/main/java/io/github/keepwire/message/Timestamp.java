// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** A timestamp that stays text until somebody asks: reading one costs more than the whole envelope. */
final class Timestamp {
    private final @Nullable String text;
    private final @Nullable ZoneId zone;
    /** Not volatile: racing readers may each parse, and each gets a whole, equal instant. */
    private @Nullable Instant instant;

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
            Instant usual = IsoForm.read(text, zone);
            return usual == null ? parseAnyForm(text, zone) : usual;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static Instant parseAnyForm(String text, ZoneId zone) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalDateTime.from(time).atZone(zone).toInstant();
    }
}
