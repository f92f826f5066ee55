// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import io.github.keepwire.message.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far one count of a server has come, and what its last numbers carried. Outlives sessions; pure.
 *
 * <pre>
 *   the first of all, or last + 1                          NEXT
 *   higher                                                 GAP
 *   not higher, among the last 256 numbers:
 *       it came before, with the same content              REPEAT
 *       it came before, with other content                 RESET
 *       it is missing                                      LATE
 *   lower still, or before the first of all                RESET
 * </pre>
 *
 * <p>A server that replays its last messages after a reconnect and one that has begun to count anew look alike by their
 * numbers; their contents tell. In doubt it is a RESET, which is told: a message that is dropped wrongly would not be.
 */
final class Count {
    /** How many of the last numbers are remembered; a power of two. */
    static final int REMEMBERED = 256;

    private static final long NONE = -1;
    private static final int NEVER_CAME = 0;

    /** What a number means. */
    enum Verdict {
        NEXT,
        GAP,
        REPEAT,
        LATE,
        RESET
    }

    /** By number modulo their count: a hash of what it carried. */
    private final int[] contents = new int[REMEMBERED];

    private long first = NONE;
    private long last = NONE;
    /** What is being fetched, with what waits behind it. */
    @Nullable
    Gap gap;

    long last() {
        return last;
    }

    Verdict verdict(long number, int content) {
        if (last == NONE || number - 1 == last) {
            return Verdict.NEXT;
        }
        if (number > last) {
            return Verdict.GAP;
        }
        if (number < first || last - number >= REMEMBERED) {
            return Verdict.RESET;
        }
        int known = contents[slot(number)];
        if (known == NEVER_CAME) {
            return Verdict.LATE;
        }
        return known == content ? Verdict.REPEAT : Verdict.RESET;
    }

    /** The count goes on with a number. */
    void came(long number, int content) {
        if (first == NONE) {
            first = number;
        }
        passTo(number);
        contents[slot(number)] = content;
    }

    /** The count is at a number or beyond; those between, and itself, have not come. */
    void passTo(long number) {
        if (number - REMEMBERED >= last) {
            Arrays.fill(contents, NEVER_CAME);
        } else {
            for (long passed = number; passed > last; passed--) {
                contents[slot(passed)] = NEVER_CAME;
            }
        }
        last = Math.max(last, number);
    }

    /** The count begins anew. */
    void reset() {
        Arrays.fill(contents, NEVER_CAME);
        first = NONE;
        last = NONE;
    }

    private static int slot(long number) {
        return (int) (number & (REMEMBERED - 1));
    }

    /** What tells a repeat from another message with the same number. */
    static int contentOf(Message message) {
        int hash = 31 * message.type().hashCode() + String.valueOf(message.id()).hashCode();
        hash = 31 * hash + json(message).hashCode();
        return hash == NEVER_CAME ? 1 : hash;
    }

    private static String json(Message message) {
        try {
            return message.payload().json();
        } catch (IllegalStateException neverOnTheWire) {
            return "";
        }
    }
}
