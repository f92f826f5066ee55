// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

/**
 * What is to become of a chunk.
 *
 * @param act what to do
 * @param bytes to how many of its first bytes; the rest is to be asked about again
 * @param nanos when to ask again, for {@link Act#WAIT}
 */
record Verdict(Act act, int bytes, long nanos) {
    enum Act {
        /** Ask again when the time is over, or when the mode has changed. */
        WAIT,

        /** Hand the bytes on. */
        FORWARD,

        /** Forget the bytes. */
        SWALLOW,

        /** Hand the bytes on, then reset the connection. */
        FORWARD_AND_RESET
    }

    static Verdict forward(int bytes) {
        return new Verdict(Act.FORWARD, bytes, 0);
    }

    static Verdict forwardAndReset(int bytes) {
        return new Verdict(Act.FORWARD_AND_RESET, bytes, 0);
    }

    static Verdict swallow(int bytes) {
        return new Verdict(Act.SWALLOW, bytes, 0);
    }

    static Verdict waitFor(long nanos) {
        return new Verdict(Act.WAIT, 0, nanos);
    }

    boolean waits() {
        return act == Act.WAIT;
    }

    /** How many of the bytes reach the other end. */
    int forwarded() {
        return act == Act.SWALLOW ? 0 : bytes;
    }
}
