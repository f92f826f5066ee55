// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.internal.json.JsonScanner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds in JSON what stands for binary frames: {@code {"_placeholder":true,"num":0}}, with both fields in either order. Any other
 * object with {@code "_placeholder":true} is an error, as it is to the official parsers. One for each session.
 */
final class Placeholders {
    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";
    private static final int MAX_DIGITS = 9;

    /** Hears of each placeholder, in the order of the text. */
    interface Finder {
        void found(int from, int to, int number);
    }

    private final JsonScanner scanner = new JsonScanner(JsonLimits.NONE);

    /** Checks that each placeholder names one of so many frames. */
    void check(String json, int count) throws BadPacketException {
        find(json, count, (from, to, number) -> {});
    }

    /**
     * Tells of all placeholders.
     *
     * @param json one JSON value
     * @param count how many frames there are to be named
     */
    void find(String json, int count, Finder finder) throws BadPacketException {
        try {
            scanner.begin(json);
            value(count, finder);
        } catch (IOException e) {
            throw new BadPacketException("a payload is " + e.getMessage());
        } finally {
            scanner.forget();
        }
    }

    private void value(int count, Finder finder) throws IOException, BadPacketException {
        switch (scanner.peek()) {
            case '{' -> object(count, finder);
            case '[' -> {
                scanner.enterArray();
                while (scanner.nextElement()) {
                    value(count, finder);
                }
            }
            default -> scanner.skipValue();
        }
    }

    private void object(int count, Finder finder) throws IOException, BadPacketException {
        int from = scanner.position();
        boolean marked = false;
        int fields = 0;
        int number = -1;
        scanner.enterObject();
        while (scanner.nextField()) {
            fields++;
            if (scanner.nameIs(MARK) && scanner.peek() == 't') {
                marked = true;
                scanner.skipValue();
            } else if (scanner.nameIs(NUMBER) && isDigit(scanner.peek())) {
                number = index(scanner.integer());
            } else {
                value(count, finder);
            }
        }
        if (marked) {
            if (fields != 2 || number < 0 || number >= count) {
                throw new BadPacketException("a placeholder names no attachment");
            }
            finder.found(from, scanner.position(), number);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int index(@Nullable String integer) {
        return integer == null || integer.length() > MAX_DIGITS ? -1 : Integer.parseInt(integer);
    }
}
