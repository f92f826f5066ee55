// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.stats.ClientStats;

/** The counters behind {@link ClientStats.Ledger}. Every entry keeps both sums. Belongs to the loop. */
final class LedgerBook {
    private long offered;
    private long refused;
    private long accepted;
    private long restored;
    private long ended;
    private long queued;
    private long inFlight;
    private boolean changed = true;
    private ClientStats.Ledger snapshot = new ClientStats.Ledger(0, 0, 0, 0, 0, 0, 0, 0);

    void offered() {
        offered++;
        changed = true;
    }

    void refused() {
        refused++;
        changed = true;
    }

    void accepted() {
        accepted++;
        changed = true;
    }

    /** Found in the store; {@link #queued()} follows. */
    void restored() {
        restored++;
        changed = true;
    }

    /** Accepted, and ended at once. */
    void acceptedAndEnded() {
        accepted++;
        ended++;
        changed = true;
    }

    void queued() {
        queued++;
        changed = true;
    }

    void taken() {
        queued--;
        inFlight++;
        changed = true;
    }

    /** Out of flight; {@link #queued()} follows. */
    void returned() {
        inFlight--;
        changed = true;
    }

    void ended(boolean wasQueued) {
        ended++;
        if (wasQueued) {
            queued--;
        } else {
            inFlight--;
        }
        changed = true;
    }

    boolean hasChanged() {
        return changed;
    }

    ClientStats.Ledger snapshot() {
        if (changed) {
            long waiting = offered - refused - accepted;
            snapshot = new ClientStats.Ledger(offered, refused, waiting, accepted, restored, ended, queued, inFlight);
            changed = false;
        }
        return snapshot;
    }
}
