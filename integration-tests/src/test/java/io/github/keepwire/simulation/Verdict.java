// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import org.jspecify.annotations.Nullable;

/** Keeps the first broken law: callbacks of a client or a future would swallow what is thrown in them. */
final class Verdict {
    private @Nullable AssertionError broken;

    void check(Runnable claim) {
        try {
            claim.run();
        } catch (AssertionError | RuntimeException e) {
            if (broken == null) {
                broken = e instanceof AssertionError law ? law : new AssertionError("a law could not be checked", e);
            }
        }
    }

    void raise() {
        if (broken != null) {
            throw broken;
        }
    }
}
