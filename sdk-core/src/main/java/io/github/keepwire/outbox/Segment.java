// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.util.Locale;

/** One file of a log: how large it is, and how much in it is still needed. */
final class Segment {
    private static final String SUFFIX = ".seg";
    private static final int DIGITS = 16;

    private final long number;
    private long size;
    private int liveEntries;
    private long liveBytes;

    Segment(long number, long size) {
        this.number = number;
        this.size = size;
    }

    /** Reads a file's name; negative if it is not a segment's. */
    static long numberOf(String name) {
        boolean fits = name.length() == DIGITS + SUFFIX.length() && name.endsWith(SUFFIX);
        return fits && name.chars().limit(DIGITS).allMatch(digit -> digit >= '0' && digit <= '9')
                ? Long.parseLong(name.substring(0, DIGITS))
                : -1;
    }

    static String nameOf(long number) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number) + SUFFIX;
    }

    long number() {
        return number;
    }

    String name() {
        return nameOf(number);
    }

    /** How many bytes of it are good. */
    long size() {
        return size;
    }

    void resize(long bytes) {
        size = bytes;
    }

    int liveEntries() {
        return liveEntries;
    }

    long liveBytes() {
        return liveBytes;
    }

    void enter(long bytes) {
        liveEntries++;
        liveBytes += bytes;
    }

    void leave(long bytes) {
        liveEntries--;
        liveBytes -= bytes;
    }
}
