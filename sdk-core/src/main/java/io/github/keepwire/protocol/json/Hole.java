// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a {@link Template} may leave open. */
enum Hole {
    CHANNEL("$channel"),
    CHANNELS("$channels"),
    ROOM("$room"),
    SENDER("$sender"),
    SENDER_NAME("$senderName"),
    NOW("$now"),
    NOW_MILLIS("$nowMillis"),
    TOKEN("$token");

    /** What any frame may say about who says it, and when. */
    static final Set<Hole> COMMON = EnumSet.of(SENDER, SENDER_NAME, NOW, NOW_MILLIS);

    private final String sign;

    Hole(String sign) {
        this.sign = sign;
    }

    /** The hole of a sign, or null if there is none. */
    static @Nullable Hole of(String sign) {
        for (Hole hole : values()) {
            if (hole.sign.equals(sign)) {
                return hole;
            }
        }
        return null;
    }

    static Set<Hole> commonAnd(Hole... others) {
        Set<Hole> holes = EnumSet.copyOf(COMMON);
        for (Hole other : others) {
            holes.add(other);
        }
        return holes;
    }

    static String signs(Set<Hole> holes) {
        return holes.stream().map(Hole::toString).collect(Collectors.joining(", "));
    }

    /** A JSON value of the kind that fills it, so many characters long. */
    String sample(int length) {
        String inner = String.join("", Collections.nCopies(length - 2, "1"));
        return switch (this) {
            case CHANNELS -> "[" + inner + "]";
            case NOW_MILLIS -> inner + "11";
            default -> '"' + inner + '"';
        };
    }

    @Override
    public String toString() {
        return sign;
    }
}
