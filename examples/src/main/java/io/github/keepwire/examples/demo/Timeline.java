// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

import io.github.keepwire.examples.cli.Terminal;
import java.util.Locale;

/** Who did what and when, a line each: seconds since the start, who, what. */
final class Timeline {
    private static final double NANOS = 1e9;

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private boolean ended;

    Timeline(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Tells no more: the last line belongs to the result. */
    synchronized void end() {
        ended = true;
    }

    synchronized void tell(String who, String what) {
        if (ended) {
            return;
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        terminal.line(String.format(Locale.ROOT, "%7.3f s  %-8s %s", seconds, who, what));
    }
}
