// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

/** When a connection is pinged, and when it has been silent for too long. Used within turns. */
final class Pulse {
    private static final long NEVER = Long.MAX_VALUE;

    /** What is due. */
    enum Due {
        NOTHING,
        PING,
        SILENT,
        NEVER_ENTERED,
        DROP
    }

    private final long interval;
    private final long timeout;
    private final long start;
    /** All counted from the start. */
    private long pingAt;

    private long pongUntil = NEVER;
    private long enterUntil;
    private long dropAt = NEVER;

    Pulse(SocketIoSettings settings, long now) {
        interval = settings.pingInterval().toNanos();
        timeout = settings.pingTimeout().toNanos();
        start = now;
        pingAt = interval;
        enterUntil = settings.connectTimeout().toNanos();
    }

    Due wake(long now) {
        long at = now - start;
        if (at >= dropAt) {
            dropAt = NEVER;
            return Due.DROP;
        }
        if (at >= enterUntil) {
            return Due.NEVER_ENTERED;
        }
        if (at >= pongUntil) {
            return Due.SILENT;
        }
        if (at >= pingAt) {
            pingAt = NEVER;
            pongUntil = at + timeout;
            return Due.PING;
        }
        return Due.NOTHING;
    }

    void answered(long now) {
        if (pongUntil != NEVER) {
            pongUntil = NEVER;
            pingAt = now - start + interval;
        }
    }

    /** A namespace was asked for. */
    void entered() {
        enterUntil = NEVER;
    }

    /** The close frame is out: whoever does not answer it is dropped after a while. */
    void over(long now) {
        pingAt = NEVER;
        pongUntil = NEVER;
        enterUntil = NEVER;
        dropAt = now - start + timeout;
    }
}
