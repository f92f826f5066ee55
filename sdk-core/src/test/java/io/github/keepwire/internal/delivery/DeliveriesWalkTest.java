// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random steps in any order: {@link Counter} checks the books after each of them. */
class DeliveriesWalkTest {
    private final Counter counter = new Counter(true);
    private final List<Outgoing> messages = new ArrayList<>();
    private final List<Outgoing> inFlight = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theBooksBalanceAfterEveryStepAndEveryMessageEnds(long seed) {
        Random random = new Random(seed);

        for (int step = 0; step < 400; step++) {
            take(random.nextInt(10), random);
        }
        linkLost();
        counter.endAll();

        assertThat(counter.deliveries.isDrained()).isTrue();
        assertThat(messages).allMatch(message -> message.receipt().outcome().isDone());
    }

    private void take(int step, Random random) {
        switch (step) {
            case 0, 1, 2 ->
                messages.add(counter.offer("m" + random.nextInt(200), options(random), 100, random.nextBoolean()));
            case 3, 4 -> next();
            case 5 -> any(random, counter::written);
            case 6 -> counter.acked("m" + random.nextInt(200));
            case 7 -> counter.rejected("m" + random.nextInt(200));
            case 8 -> counter.pass(Duration.ofMillis(random.nextInt(3000)));
            default -> rarely(random);
        }
    }

    private void rarely(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> linkLost();
            case 1 -> any(random, counter::failed);
            case 2 -> counter.deliveries.holdAcks();
            default -> counter.deliveries.awaitAcks(counter.now);
        }
    }

    private void next() {
        Outgoing next = counter.next();
        if (next != null) {
            inFlight.add(next);
        }
    }

    private void any(Random random, Consumer<Outgoing> what) {
        if (!inFlight.isEmpty()) {
            what.accept(inFlight.remove(random.nextInt(inFlight.size())));
        }
    }

    private void linkLost() {
        inFlight.stream().filter(message -> !message.isAcked()).forEach(counter::failed);
        inFlight.clear();
        counter.linkLost();
    }

    private static SendOptions options(Random random) {
        SendOptions options = switch (random.nextInt(3)) {
            case 0 -> SendOptions.queued();
            case 1 -> SendOptions.volatileOnly();
            default -> SendOptions.acked(Duration.ofSeconds(1 + random.nextInt(5)));
        };
        return random.nextBoolean() ? options : options.timeToLive(Duration.ofSeconds(1 + random.nextInt(20)));
    }
}
