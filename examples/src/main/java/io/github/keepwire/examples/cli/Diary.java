// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.util.function.Consumer;

/** What the players of an example do, a line each, until it is closed: what is told later is nobody's business. */
public final class Diary {
    private final Terminal terminal;
    private boolean ended;

    /**
     * Opens a diary.
     *
     * @param terminal where it writes
     */
    public Diary(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The pen of one player.
     *
     * @param who who does what is told
     * @return takes what that one does
     */
    public Consumer<String> of(String who) {
        return what -> tell(String.format("%-8s %s", who, what));
    }

    private synchronized void tell(String line) {
        if (!ended) {
            terminal.line(line);
        }
    }

    /** Tells no more. */
    public synchronized void end() {
        ended = true;
    }
}
