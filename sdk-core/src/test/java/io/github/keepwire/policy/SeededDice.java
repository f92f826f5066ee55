// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import io.github.keepwire.time.Dice;
import java.util.SplittableRandom;

/** Dice for tests: with a seed, or loaded to fall on one side. */
final class SeededDice {
    /** The lowest fraction: 0. */
    static final Dice LOWEST = () -> 0;
    /** The highest fraction: just below 1. */
    static final Dice HIGHEST = () -> -1;

    private SeededDice() {}

    static Dice of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random::nextLong;
    }
}
