// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A timestamp that stays text until somebody asks: reading one costs more than the whole envelope. */
final class Timestamp {
    /** A text, or a supplier that reads; each message has one of these, and one field for both keeps it small. */
    private final @Nullable Object source;

    private final ZoneId zone;
    /** Not volatile: racing readers may each parse, and each gets a whole, equal instant. */
    private @Nullable Instant instant;

    private Timestamp(@Nullable Object source, ZoneId zone, @Nullable Instant instant) {
        this.source = source;
        this.zone = zone;
        this.instant = instant;
    }

    static Timestamp of(Instant instant) {
        return new Timestamp(null, ZoneOffset.UTC, instant);
    }

    static Timestamp ofText(String text, ZoneId zone) {
        return new Timestamp(text, zone, null);
    }

    static Timestamp read(Supplier<@Nullable Instant> source) {
        return new Timestamp(source, ZoneOffset.UTC, null);
    }

    @Nullable
    Instant instant() {
        Instant known = instant;
        if (known == null) {
            known = read();
            instant = known;
        }
        return known;
    }

    private @Nullable Instant read() {
        if (source instanceof String text) {
            return parse(text, zone);
        }
        return source instanceof Supplier<?> reader ? (Instant) reader.get() : null;
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
