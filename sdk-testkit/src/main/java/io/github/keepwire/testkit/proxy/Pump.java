// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** Copies one direction of one connection, as far as the direction's valve lets it. Blocks its thread. */
final class Pump {
    /** Small, so that a stalled direction has little in hand. */
    private static final int CHUNK_BYTES = 8192;

    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final Valve valve;
    private final ProxiedConnection connection;
    private final AtomicBoolean shut = new AtomicBoolean();
    private volatile boolean finished;

    Pump(Direction direction, Socket from, Socket to, Valve valve, ProxiedConnection connection) {
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.valve = valve;
        this.connection = connection;
    }

    /** Copies until the end of the stream or of the connection; an end that is gone is told to the other one. */
    void run() {
        if (finished) {
            shut();
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int bytes = read(chunk); bytes >= 0; bytes = read(chunk)) {
                pass(chunk, bytes);
            }
            valve.admitEnd(this::isOver);
            finish();
            connection.ended();
        } catch (BrokenException e) {
            connection.broken(e.tellTo);
        }
    }

    /** Sends FIN now; what comes later is read and lost. */
    void finish() {
        finished = true;
        valve.wake();
        shut();
    }

    private void shut() {
        if (to.isConnected() && shut.compareAndSet(false, true)) {
            try {
                to.shutdownOutput();
            } catch (IOException gone) {
                connection.reset();
            }
        }
    }

    private boolean isOver() {
        return finished || connection.isOver();
    }

    private void pass(byte[] chunk, int bytes) throws BrokenException {
        for (int done = 0; done < bytes; ) {
            Verdict verdict = valve.admit(bytes - done, this::isOver);
            write(chunk, done, verdict.forwarded());
            done += verdict.bytes();
            if (verdict.act() == Verdict.Act.FORWARD_AND_RESET) {
                connection.reset();
            }
        }
    }

    private int read(byte[] chunk) throws BrokenException {
        try {
            return from.getInputStream().read(chunk);
        } catch (IOException e) {
            throw new BrokenException(direction, e);
        }
    }

    private void write(byte[] chunk, int offset, int bytes) throws BrokenException {
        try {
            if (bytes > 0) {
                to.getOutputStream().write(chunk, offset, bytes);
            }
        } catch (IOException e) {
            if (!finished) {
                throw new BrokenException(direction.opposite(), e);
            }
        }
    }

    /** One end is gone; the news travels in a direction. */
    private static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        final Direction tellTo;

        BrokenException(Direction tellTo, IOException cause) {
            super(cause);
            this.tellTo = tellTo;
        }
    }
}
