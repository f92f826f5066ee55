// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

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
