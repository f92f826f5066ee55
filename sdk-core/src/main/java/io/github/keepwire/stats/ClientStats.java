// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

import static java.util.Objects.requireNonNull;

/**
 * A snapshot of a client, taken between two steps of its loop.
 *
 * @param ledger what became of everything that was sent
 * @param inbound what became of everything that arrived
 */
public record ClientStats(Ledger ledger, InboundStats inbound) {
    /** Checks the parts. */
    public ClientStats {
        requireNonNull(ledger, "ledger");
        requireNonNull(inbound, "inbound");
    }
}
