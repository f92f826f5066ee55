// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import java.time.Instant;
import java.time.LocalDate;

/** Writes timestamps as {@link Instant#toString} does, without its machinery: each message has one. */
final class IsoText {
    private static final long YEAR_ZERO = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10_000 = YEAR_ZERO + 3_652_425L * 86_400;

    private IsoText() {}

    static void append(StringBuilder out, Instant instant) {
        long epochSecond = instant.getEpochSecond();
        if (epochSecond < YEAR_ZERO || epochSecond >= YEAR_10_000) {
            out.append(instant);
            return;
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, 86_400L));
        int second = (int) Math.floorMod(epochSecond, 86_400L);
        digits(out, day.getYear(), 4).append('-');
        digits(out, day.getMonthValue(), 2).append('-');
        digits(out, day.getDayOfMonth(), 2).append('T');
        digits(out, second / 3_600, 2).append(':');
        digits(out, second / 60 % 60, 2).append(':');
        digits(out, second % 60, 2);
        fraction(out, instant.getNano());
        out.append('Z');
    }

    /** As many digits as are needed, three at a time. */
    private static void fraction(StringBuilder out, int nanos) {
        if (nanos == 0) {
            return;
        }
        out.append('.');
        if (nanos % 1_000_000 == 0) {
            digits(out, nanos / 1_000_000, 3);
        } else if (nanos % 1_000 == 0) {
            digits(out, nanos / 1_000, 6);
        } else {
            digits(out, nanos, 9);
        }
    }

    private static StringBuilder digits(StringBuilder out, int number, int count) {
        int divisor = 1;
        for (int i = 1; i < count; i++) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.append((char) ('0' + number / divisor % 10));
        }
        return out;
    }
}
