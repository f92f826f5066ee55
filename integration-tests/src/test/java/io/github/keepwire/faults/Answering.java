// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import io.github.keepwire.testkit.ClientFrame;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.ServerFrames;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server's end that answers pings, on a thread of its own until the client has gone: on a slow machine no client takes it
 * for dead. Nobody else may read from it.
 */
final class Answering {
    private final RawConnection connection;
    private final AtomicInteger pings = new AtomicInteger();
    private boolean gone;

    private Answering(RawConnection connection) {
        this.connection = connection;
    }

    static Answering on(RawConnection connection) {
        Answering answering = new Answering(connection);
        Thread thread = new Thread(answering::run, "answering");
        thread.setDaemon(true);
        thread.start();
        return answering;
    }

    void text(String text) {
        connection.text(text);
    }

    /** Waits for so many pings from now on. */
    void awaitPings(int count) {
        int before = pings.get();
        Deadline.await(count + " pings", () -> pings.get() >= before + count);
    }

    private void run() {
        while (!gone) {
            try {
                answer(connection.read());
            } catch (UncheckedIOException ended) {
                gone = true;
            }
        }
    }

    private void answer(ClientFrame frame) {
        if (frame.opcode() == Opcode.PING) {
            connection.write(ServerFrames.pong(frame.text()));
            pings.incrementAndGet();
        }
    }
}
