// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

import static java.util.Objects.requireNonNull;

/**
 * A snapshot of a client. Each part is consistent in itself.
 *
 * @param ledger what became of everything that was sent
 * @param outbox what of it is still here
 * @param inbound what became of everything that arrived
 */
public record ClientStats(Ledger ledger, OutboxStats outbox, InboundStats inbound) {
    /** Checks the parts. */
    public ClientStats {
        requireNonNull(ledger, "ledger");
        requireNonNull(outbox, "outbox");
        requireNonNull(inbound, "inbound");
    }
}
