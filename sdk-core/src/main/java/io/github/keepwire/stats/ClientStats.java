// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A snapshot of a client. Each part is consistent in itself.
 *
 * @param ledger what became of everything that was sent
 * @param outbox what of it is still here
 * @param inbound what became of everything that arrived
 */
public record ClientStats(Ledger ledger, ClientStats.Outbox outbox, ClientStats.Inbound inbound) {
    /** Checks the parts. */
    public ClientStats {
        requireNonNull(ledger, "ledger");
        requireNonNull(outbox, "outbox");
        requireNonNull(inbound, "inbound");
    }

    /**
     * What became of everything that arrived. Where a dialect's frame holds one message at most, this holds, but for what is being
     * counted at this moment:
     *
     * <pre>
     * frames + recovered = control + malformed + repeated + behind + invalid + filtered + limited + delivered
     * </pre>
     *
     * @param frames frames received
     * @param recovered messages that a history brought
     * @param control frames that only the dialect cares for: confirmations, answers to heartbeats
     * @param malformed frames that were not what the dialect expects
     * @param repeated messages whose number had come before
     * @param behind messages that wait until the history has answered
     * @param invalid messages that broke a rule
     * @param filtered messages that a filter held back
     * @param limited messages that their sender's rate limit held back
     * @param delivered messages on their way to listeners, whatever becomes of them
     * @param waiting of these, messages that listeners have not returned from yet
     * @param dropped of these, messages that were dropped since listeners were too slow
     */
    public record Inbound(
            long frames,
            long recovered,
            long control,
            long malformed,
            long repeated,
            long behind,
            long invalid,
            long filtered,
            long limited,
            long delivered,
            long waiting,
            long dropped) {}

    /**
     * What is in the outbox: accepted, and without an outcome.
     *
     * @param messages how many, those in flight and those being stored included
     * @param bytes what their payloads hold
     * @param oldestAge how long ago the oldest of them was sent; zero if there is none
     * @param waiters how many others wait for room
     */
    public record Outbox(int messages, long bytes, Duration oldestAge, int waiters) {
        /** Checks the parts. */
        public Outbox {
            requireNonNull(oldestAge, "oldestAge");
        }
    }

    /**
     * What became of every message that was ever offered. Both sums hold in every snapshot:
     *
     * <pre>
     * offered  = refused + waiting + accepted
     * accepted + restored = ended + queued + inFlight
     * </pre>
     *
     * @param offered sends that were called
     * @param refused sends whose {@code accepted()} failed
     * @param waiting sends that are neither refused nor accepted yet
     * @param accepted sends that Keepwire took responsibility for
     * @param restored messages found in the store at start
     * @param ended messages that have their outcome
     * @param queued messages that wait to be written
     * @param inFlight messages handed to the link whose outcome is open
     */
    public record Ledger(
            long offered,
            long refused,
            long waiting,
            long accepted,
            long restored,
            long ended,
            long queued,
            long inFlight) {
        /**
         * Whether both sums hold.
         *
         * @return true, always, for a snapshot of a client
         */
        public boolean balances() {
            return offered == refused + waiting + accepted && accepted + restored == ended + queued + inFlight;
        }
    }
}
