// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.Reconnect;
import java.time.Duration;
import java.util.SplittableRandom;

/** What a seed has switched on. A loss that none of this names is no policy but a bug. */
final class Plan {
    /** Whether the client reconnects by itself. */
    final boolean reconnects;

    private final Outbox outbox;

    Plan(SplittableRandom random) {
        reconnects = random.nextInt(4) != 0;
        outbox = random.nextInt(3) == 0 ? Outbox.inMemory() : small(Outbox.inMemory(), random);
    }

    private static Outbox small(Outbox base, SplittableRandom random) {
        return base.maxMessages(1 + random.nextInt(12))
                .maxBytes(40 + random.nextInt(600))
                .whenFull(Overflow.values()[random.nextInt(4)])
                .waiting(1 + random.nextInt(4), Duration.ofMillis(1 + random.nextInt(3_000)))
                .maxInFlight(1 + random.nextInt(8));
    }

    Outbox outbox() {
        return outbox;
    }

    Reconnect reconnect() {
        return reconnects ? Reconnect.defaults() : Reconnect.off();
    }

    boolean overflowsBy(Overflow policy) {
        return outbox.whenFull() == policy;
    }

    @Override
    public String toString() {
        return "outbox " + outbox + ", reconnects " + reconnects;
    }
}
