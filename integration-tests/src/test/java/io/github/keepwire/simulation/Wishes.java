// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.SplittableRandom;

/** How messages are to be sent: plainly as a rule, and now and then with everything that options offer. */
final class Wishes {
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);

    private final SplittableRandom random;

    Wishes(SplittableRandom random) {
        this.random = random;
    }

    SendOptions of(Sent.Kind kind) {
        SendOptions options = switch (kind) {
            case VOLATILE -> SendOptions.volatileOnly();
            case QUEUED -> SendOptions.queued();
            case ACKED -> SendOptions.acked(ACK_TIMEOUT);
        };
        if (random.nextInt(4) == 0) {
            options = options.priority(Priority.values()[random.nextInt(3)]);
        }
        if (random.nextInt(3) == 0) {
            options = options.key("key" + random.nextInt(2));
        }
        if (random.nextInt(6) == 0) {
            options = options.timeToLive(Duration.ofMillis(1 + random.nextInt(8_000)));
        }
        if (kind == Sent.Kind.ACKED && random.nextInt(8) == 0) {
            options = options.maxAttempts(1 + random.nextInt(3));
        }
        return options;
    }
}
