// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.examples.cli.Terminal;
import java.util.function.Consumer;

/** What the devices do, a line each, until it is closed: what is told later is nobody's business. */
final class Diary {
    private final Terminal terminal;
    private boolean ended;

    Diary(Terminal terminal) {
        this.terminal = terminal;
    }

    Consumer<String> of(String who) {
        return what -> tell(String.format("%-8s %s", who, what));
    }

    private synchronized void tell(String line) {
        if (!ended) {
            terminal.line(line);
        }
    }

    synchronized void end() {
        ended = true;
    }
}
