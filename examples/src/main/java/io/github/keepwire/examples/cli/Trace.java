// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.message.Outcome;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints each step of each message, in the order of its life: a message may be on the wire before its acceptance has
 * been told, since each is told on a thread of its own.
 */
final class Trace {
    private final Terminal terminal;
    private final boolean on;
    /** Of each message that has not ended: how often it was sent before its acceptance was told, or -1 behind that. */
    private final Map<String, Integer> early = new HashMap<>();

    Trace(Terminal terminal, boolean on) {
        this.terminal = terminal;
        this.on = on;
    }

    synchronized void accepted(String id) {
        print("accepted", id);
        Integer sent = early.put(id, -1);
        for (int i = 0; sent != null && i < sent; i++) {
            print("sent", id);
        }
    }

    synchronized void sent(String id) {
        Integer before = early.get(id);
        if (before != null && before < 0) {
            print("sent", id);
        } else {
            early.put(id, before == null ? 1 : before + 1);
        }
    }

    void ended(String id, Outcome.Status status) {
        ended(id, status.name().toLowerCase(Locale.ROOT));
    }

    synchronized void ended(String id, String how) {
        early.remove(id);
        print(how, id);
    }

    private void print(String step, String id) {
        if (on) {
            terminal.line(step + " " + id);
        }
    }
}
