// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.time;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The source of chance: jitter and the prefixes of message ids. Safe for use by any thread.
 *
 * <p>Not for secrets: the numbers of an ordinary {@code Dice} can be guessed.
 */
@FunctionalInterface
public interface Dice {
    /**
     * Rolls once.
     *
     * @return 64 evenly distributed bits
     */
    long nextLong();

    /**
     * Rolls a fraction.
     *
     * @return an evenly distributed number from 0 (included) to 1 (not included)
     */
    default double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * The dice of the running machine.
     *
     * @return dice that nothing can replay
     */
    static Dice system() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
