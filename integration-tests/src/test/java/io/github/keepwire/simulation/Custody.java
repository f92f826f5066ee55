// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.policy.Overflow;
import java.util.HashSet;
import java.util.Set;

/** What the store must hold and what it must not, as far as the application was told. */
final class Custody {
    private final World world;

    Custody(World world) {
        this.world = world;
    }

    /** Where the newest gives way it is accepted and ends without ever having had room. */
    void accepted(Sent sent) {
        boolean may = !isKept(sent) || world.plan.overflowsBy(Overflow.DROP_NEWEST);
        Sends.check(may || world.store.hasHeld(sent), "the store had it before it was accepted: %s", sent);
    }

    void arrived(Sent sent) {
        Sends.check(!isKept(sent) || world.store.hasHeld(sent), "the store had it before it was sent: %s", sent);
    }

    private boolean isKept(Sent sent) {
        return world.plan.durable && sent.kind != Sent.Kind.VOLATILE;
    }

    /** Between two steps: all that is open is in the store, and nothing else, unless the store would not let it go. */
    void check(Life life, Iterable<Sent> open) {
        if (!world.plan.durable) {
            return;
        }
        Set<Integer> held = world.store.held();
        Set<Integer> wanted = new HashSet<>();
        boolean toldAll = life.hasToldAll();
        for (Sent sent : open) {
            if (sent.isHeld() && isKept(sent) && (toldAll || sent.restores == 0)) {
                wanted.add(sent.number);
            }
            Sends.check(!world.store.hasRefused(sent), "refused by the store, and so refused: %s", sent);
        }
        Sends.check(held.containsAll(wanted), "the store holds what is open: %s of %s", held, wanted);
        if (toldAll && world.store.isCalm() && !life.isClosing()) {
            Sends.check(held.equals(wanted), "the store holds nothing but what is open: %s, not %s", wanted, held);
        }
    }
}
