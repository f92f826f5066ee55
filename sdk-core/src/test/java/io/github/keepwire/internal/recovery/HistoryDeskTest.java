// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.loop.ProviderLane;
import io.github.keepwire.internal.recovery.Gap.Numbered;
import io.github.keepwire.message.Message;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.time.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryDeskTest {
    private static final Gap FIRST = new Gap(null, 2, 2);
    private static final Gap SECOND = new Gap(null, 7, 7);

    private final ManualTime time = new ManualTime(1);
    private final List<String> heard = new ArrayList<>();

    /** Real threads for the history only. */
    @Test
    void aHistoryThatBlocksForEverDoesNotBlockTheNextQuestion() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Recovery.History history = (scope, from, to) -> {
            if (calls.incrementAndGet() == 1) {
                entered.countDown();
                awaitForEver(release);
            }
            return CompletableFuture.completedFuture(List.of("" + from));
        };
        HistoryDesk desk =
                desk(history, time.environment().toBuilder().executor(pool).build());
        try {
            desk.ask(FIRST, HistoryDeskTest::read);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            time.advance(ofSeconds(9));
            desk.ask(SECOND, HistoryDeskTest::read);
            time.advance(ofSeconds(1));
            assertThat(heard).startsWith("2: did not answer within PT10S");

            await().atMost(ofSeconds(10)).until(() -> {
                time.run();
                return heard.size() == 2;
            });

            assertThat(heard).endsWith("7: [7]");
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    /** Real threads for the history only. */
    @Test
    void aHistoryThatBlocksForEverDoesNotUseUpThreads() {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Recovery.History history = (scope, from, to) -> {
            calls.incrementAndGet();
            awaitForEver(release);
            return CompletableFuture.completedFuture(List.of("" + from));
        };
        HistoryDesk desk =
                desk(history, time.environment().toBuilder().executor(pool).build());
        try {
            for (int question = 1; question <= 10; question++) {
                Gap gap = new Gap(null, question, question);
                desk.ask(gap, HistoryDeskTest::read);
                int called = Math.min(question, ProviderLane.MOST_CALLS);
                await().atMost(ofSeconds(10)).until(() -> {
                    time.run();
                    return calls.get() >= called;
                });
                desk.drop(gap);
            }
            desk.ask(FIRST, HistoryDeskTest::read);
            await().atMost(ofSeconds(10)).until(() -> {
                time.run();
                return !heard.isEmpty();
            });

            assertThat(calls).hasValue(ProviderLane.MOST_CALLS);
            assertThat(heard).allMatch(what -> what.endsWith(": still blocks in 4 earlier calls"));
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void aQuestionThatIsDroppedIsNotAskedAndNotAnswered() {
        List<Long> asked = new ArrayList<>();
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        HistoryDesk desk = desk(
                (scope, from, to) -> {
                    asked.add(from);
                    return answer;
                },
                time.environment());
        desk.ask(FIRST, HistoryDeskTest::read);
        desk.ask(SECOND, HistoryDeskTest::read);
        time.run();

        desk.drop(SECOND);
        desk.drop(FIRST);
        answer.complete(List.of("2", "7"));
        time.run();

        assertThat(asked).containsExactly(2L);
        assertThat(heard).isEmpty();
        assertThat(time.planned()).isZero();
    }

    private HistoryDesk desk(Recovery.History history, Environment environment) {
        return new HistoryDesk(history, environment, time.environment().executor(), new HistoryDesk.Asker() {
            @Override
            public void answered(Gap gap, List<Numbered> found) {
                heard.add(gap.from + ": " + found.stream().map(Numbered::number).toList());
            }

            @Override
            public void failed(Gap gap, String what, @Nullable Throwable cause) {
                heard.add(gap.from + ": " + what);
            }
        });
    }

    private static Message read(String frame) {
        return Message.builder("x")
                .position(new Message.Position(null, Long.parseLong(frame)))
                .build();
    }

    private static void awaitForEver(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
