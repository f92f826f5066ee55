// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random steps in any order: {@link Counter} checks the books after each of them. */
class DeliveriesWalkTest {
    private static final int SEEDS = 40;

    private Counter counter = new Counter(true);
    private final List<Outgoing> messages = new ArrayList<>();
    private final List<Outgoing> inFlight = new ArrayList<>();

    @ParameterizedTest(name = "{1}, seed {0}")
    @MethodSource("seedsAndPolicies")
    void theBooksBalanceAfterEveryStepAndEveryMessageEnds(long seed, Overflow whenFull) {
        Random random = new Random(seed);
        Outbox outbox = Outbox.inMemory()
                .maxMessages(1 + random.nextInt(20))
                .maxBytes(100 + random.nextInt(2000))
                .maxInFlight(1 + random.nextInt(8))
                .whenFull(whenFull)
                .waiting(1 + random.nextInt(5), Duration.ofSeconds(1 + random.nextInt(10)));
        counter = new Counter(outbox, true);

        for (int step = 0; step < 400; step++) {
            take(random.nextInt(10), random);
        }
        linkLost();
        counter.endAll();

        assertThat(counter.deliveries.isDrained()).isTrue();
        assertThat(messages).allMatch(message -> message.receipt().outcome().isDone());
    }

    static Stream<Object[]> seedsAndPolicies() {
        return LongStream.rangeClosed(1, SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(Overflow.values()).map(whenFull -> new Object[] {seed, whenFull}));
    }

    private void take(int step, Random random) {
        switch (step) {
            case 0, 1, 2 ->
                messages.add(counter.offer(
                        "m" + random.nextInt(200), options(random), random.nextInt(300), random.nextBoolean()));
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
        if (options.ackTimeout().isPresent() && random.nextInt(3) == 0) {
            options = options.maxAttempts(1 + random.nextInt(3));
        }
        options = options.priority(Priority.values()[random.nextInt(3)]).key("k" + random.nextInt(3));
        return random.nextBoolean() ? options : options.timeToLive(Duration.ofSeconds(1 + random.nextInt(20)));
    }
}
