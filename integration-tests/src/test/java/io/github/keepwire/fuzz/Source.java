// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values made of bytes, until there are none left; then zeroes. */
final class Source {
    /** What is sent may be 64 deep, and what is heard too, of which the event itself takes a level. */
    private static final int MAX_DEPTH = 60;

    private final byte[] data;
    private int at;

    Source(byte[] data) {
        this.data = data;
    }

    int next() {
        return at < data.length ? data[at++] & 0xff : 0;
    }

    /** Mostly what can travel; half a surrogate pair now and then. */
    String text() {
        int length = next();
        int to = Math.min(data.length, at + length / 2);
        String text = new String(Arrays.copyOfRange(data, at, to), StandardCharsets.UTF_8);
        at = to;
        return length == 255 ? text + '\ud83d' : text;
    }

    List<@Nullable Object> list(int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int left = next() % 8; left > 0; left--) {
            values.add(value(depth + 1));
        }
        return values;
    }

    private @Nullable Object value(int depth) {
        int kind = next() % 10;
        return switch (depth > MAX_DEPTH ? kind % 7 : kind) {
            case 0 -> null;
            case 1 -> next() % 2 == 0;
            case 2 -> (byte) next();
            case 3 -> number();
            case 4 -> Double.longBitsToDouble(number());
            case 5 -> bytes();
            case 6 -> text();
            case 7 -> Map.of("_placeholder", true, "num", next());
            case 8 -> map(depth);
            default -> list(depth);
        };
    }

    private long number() {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | next();
        }
        return number;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[next() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int left = next() % 6; left > 0; left--) {
            map.put(text(), value(depth + 1));
        }
        return map;
    }

    /** Equal, byte arrays within lists and maps included. */
    static boolean alike(@Nullable Object one, @Nullable Object other) {
        return Arrays.deepEquals(new Object[] {flat(one)}, new Object[] {flat(other)});
    }

    private static @Nullable Object flat(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Source::flat).toArray();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> Stream.of(entry.getKey(), flat(entry.getValue())))
                    .toArray();
        }
        return value;
    }
}
