// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import java.util.SplittableRandom;

/** Makes up JSON documents, in every form that the grammar has, and spoils them. All is decided by a seed. */
final class JsonDocuments {
    private static final String[] NAMES = {
        "type",
        "id",
        "deviceId",
        "deviceName",
        "timestamp",
        "payload",
        "typ\\u0065",
        "\\u0074ype",
        "p",
        "",
        "n",
        "\\n",
        "\\ud83d\\ude80",
        "\\ud83d",
        "\\uDE80",
        "\u00e9"
    };
    private static final String[] PIECES = {
        "a",
        "hall",
        "camera_1",
        " ",
        "/",
        "\u00e9",
        "\u20ac",
        "\ud83d\ude80",
        "\ud83d",
        "\ude80",
        "\u007f",
        "\u2028",
        "{",
        "]",
        ":",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0041",
        "\\u00E9",
        "\\u20ac",
        "\\ud83d\\ude80",
        "\\uDE80",
        "\\ud83d",
        "\\u0000"
    };
    private static final String[] SPACES = {" ", "\n", "\t", "\r\n", "  "};
    private static final String[] NUMBERS = {
        "0", "-0", "1", "-7", "12345678901234567890", "0.5", "-0.25", "2.50", "1e5", "1E+5", "1e-05", "0e0", "-1.5E-10"
    };
    private static final String[] NUMBER_PARTS = {"-", "+", ".", "e", "E", "0", "00", "1", "29", "x", " "};
    private static final String[] STRUCTURE = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u",
        "\\u00",
        "\\x",
        "null",
        "true",
        "fals",
        "0",
        "-",
        "1e",
        ".",
        "{}",
        "[]",
        "\"\"",
        "\"a\":1,",
        ",\"a\"",
        " ",
        "\n",
        "\u0000",
        "\u000b",
        "\u001f",
        "\u00a0",
        "\ufeff",
        "/*a*/",
        "//",
        "#",
        "'",
        "NaN",
        "Infinity"
    };

    private final SplittableRandom random;

    JsonDocuments(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A document, mostly an object; a valid one, but for keys that come twice and numbers in odd forms now and then. */
    String next() {
        StringBuilder out = new StringBuilder();
        space(out);
        if (random.nextInt(8) == 0) {
            value(out, 0);
        } else {
            object(out, 0);
        }
        space(out);
        return out.toString();
    }

    /** A document with one to four faults in it, some of which may mend each other. */
    String spoiled() {
        StringBuilder text = new StringBuilder(next());
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoil(text);
        }
        return text.toString();
    }

    private void spoil(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(8));
        switch (random.nextInt(7)) {
            case 0 -> text.setLength(at);
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(at, text.substring(at, end));
            case 3 -> text.replace(at, Math.min(text.length(), at + 1), one(STRUCTURE));
            case 4 -> text.insert(at, oddNumber());
            case 5 -> flip(text, at);
            default -> text.insert(at, one(STRUCTURE));
        }
    }

    private void flip(StringBuilder text, int at) {
        if (at < text.length()) {
            text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(8)));
        }
    }

    private void value(StringBuilder out, int depth) {
        switch (random.nextInt(depth < 5 ? 9 : 7)) {
            case 0 -> out.append("true");
            case 1 -> out.append("false");
            case 2 -> out.append("null");
            case 3, 4 -> out.append(random.nextInt(64) == 0 ? oddNumber() : one(NUMBERS));
            case 5, 6 -> string(out);
            case 7 -> array(out, depth);
            default -> object(out, depth);
        }
    }

    private void array(StringBuilder out, int depth) {
        out.append('[');
        for (int i = random.nextInt(5); i > 0; i--) {
            space(out);
            value(out, depth + 1);
            space(out);
            out.append(i > 1 ? "," : "");
        }
        out.append(']');
    }

    private void object(StringBuilder out, int depth) {
        out.append('{');
        int size = random.nextInt(32) == 0 ? 30 : random.nextInt(6);
        boolean numbered = random.nextInt(4) != 0;
        for (int i = 0; i < size; i++) {
            out.append(i > 0 ? "," : "");
            space(out);
            name(out, numbered ? i : random.nextInt(200));
            space(out);
            out.append(':');
            space(out);
            value(out, depth + 1);
            space(out);
        }
        space(out);
        out.append('}');
    }

    /** A low number for a name of the list, a higher one for another name. */
    private void name(StringBuilder out, int number) {
        out.append('"')
                .append(number < NAMES.length ? NAMES[number] : "n" + number)
                .append('"');
    }

    private void string(StringBuilder out) {
        out.append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(one(PIECES));
        }
        out.append('"');
    }

    private String oddNumber() {
        StringBuilder number = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            number.append(one(NUMBER_PARTS));
        }
        return number.toString();
    }

    private void space(StringBuilder out) {
        if (random.nextInt(4) == 0) {
            out.append(one(SPACES));
        }
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
