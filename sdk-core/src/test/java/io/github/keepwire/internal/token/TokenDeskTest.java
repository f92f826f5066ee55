// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.token;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.loop.ProviderLane;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.testing.ManualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenDeskTest {
    private static final Token TOKEN = Token.of("secret");

    private final ManualTime time = new ManualTime(1);
    private final List<Effects.Answer> answers = new ArrayList<>();

    @Test
    void bringsTheTokenToTheLoop() {
        TokenDesk desk = desk(() -> CompletableFuture.completedFuture(TOKEN));

        desk.ask(answers::add);
        assertThat(answers).isEmpty();
        time.run();

        assertThat(answers).containsExactly(new Effects.Answer.Fresh(TOKEN));
        assertThat(time.planned()).isZero();
    }

    @Test
    void waitsForTheProvidersFuture() {
        CompletableFuture<Token> later = new CompletableFuture<>();
        TokenDesk desk = desk(() -> later);
        desk.ask(answers::add);
        time.advance(ofSeconds(9));
        assertThat(answers).isEmpty();

        later.complete(TOKEN);
        time.run();

        assertThat(answers).containsExactly(new Effects.Answer.Fresh(TOKEN));
    }

    @Test
    void aProviderThatThrowsIsAFailure() {
        IllegalStateException thrown = new IllegalStateException("planned");
        TokenDesk desk = desk(() -> {
            throw thrown;
        });

        desk.ask(answers::add);
        time.run();

        assertThat(failure()).hasMessage("the token provider threw java.lang.IllegalStateException");
        assertThat(failure()).hasCause(thrown);
        assertThat(failure().code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
        assertThat(failure().retryable()).isTrue();
        assertThat(time.planned()).isZero();
    }

    @Test
    void aProviderThatThrowsAnErrorIsAFailure() {
        TokenDesk desk = desk(() -> {
            throw new NoClassDefFoundError("planned");
        });

        desk.ask(answers::add);
        time.run();

        assertThat(failure()).hasMessage("the token provider threw java.lang.NoClassDefFoundError");
    }

    @Test
    void aProviderThatAnswersNullIsAFailure() {
        desk(() -> null).ask(answers::add);
        time.run();

        assertThat(failure()).hasMessage("the token provider answered null");
    }

    @Test
    void aFutureThatHoldsNullIsAFailure() {
        desk(() -> CompletableFuture.completedFuture(null)).ask(answers::add);
        time.run();

        assertThat(failure()).hasMessage("the token provider answered null");
    }

    @Test
    void aFutureThatFailsIsAFailureThatNamesItsCause() {
        IOException cause = new IOException("planned");
        CompletableFuture<Token> failed = new CompletableFuture<>();
        failed.completeExceptionally(cause);
        desk(() -> failed.thenApply(token -> token)).ask(answers::add);
        time.run();

        assertThat(failure()).hasMessage("the token provider failed with java.io.IOException");
        assertThat(failure()).hasCause(cause);
    }

    @Test
    void aMissingProviderIsAFailure() {
        desk(null).ask(answers::add);
        time.run();

        assertThat(failure()).hasMessageContaining("the token provider is missing");
    }

    @Test
    void aProviderThatHangsFailsAfterTenSecondsAndItsLateAnswerIsIgnored() {
        CompletableFuture<Token> never = new CompletableFuture<>();
        TokenDesk desk = desk(() -> never);
        desk.ask(answers::add);
        time.advance(ofSeconds(10).minusNanos(1));
        assertThat(answers).isEmpty();

        time.advance(ofSeconds(1));
        assertThat(failure()).hasMessage("the token provider did not answer within PT10S");
        never.complete(TOKEN);
        time.run();

        assertThat(answers).hasSize(1);
    }

    @Test
    void aDroppedQuestionIsNeitherAskedNorAnsweredAndLeavesNothingPlanned() {
        AtomicInteger calls = new AtomicInteger();
        TokenDesk desk = desk(() -> {
            calls.incrementAndGet();
            return CompletableFuture.completedFuture(TOKEN);
        });
        desk.ask(answers::add);

        desk.dropAll();
        time.advance(ofSeconds(60));

        assertThat(calls).hasValue(0);
        assertThat(answers).isEmpty();
        assertThat(time.planned()).isZero();
    }

    @Test
    void aQuestionThatIsDroppedWhileItIsAnsweredIsNotAnswered() {
        TokenDesk desk = desk(() -> CompletableFuture.completedFuture(TOKEN));
        desk.ask(answers::add);
        assertThat(time.step()).isTrue(); // the provider has answered, the loop has not heard it

        desk.dropAll();
        time.run();

        assertThat(answers).isEmpty();
    }

    /** Real threads for the provider only. */
    @Test
    void aProviderThatBlocksForEverDoesNotBlockTheNextQuestion() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        TokenProvider provider = () -> {
            if (calls.incrementAndGet() == 1) {
                entered.countDown();
                awaitForEver(release);
            }
            return CompletableFuture.completedFuture(TOKEN);
        };
        TokenDesk desk = new TokenDesk(
                provider,
                true,
                time.environment().toBuilder().executor(pool).build(),
                time.environment().executor());
        try {
            desk.ask(answers::add);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            time.advance(ofSeconds(10));
            assertThat(failure()).hasMessageContaining("did not answer");

            desk.ask(answers::add);

            await().atMost(ofSeconds(10)).until(() -> {
                time.run();
                return answers.size() == 2;
            });
            assertThat(answers.get(1)).isEqualTo(new Effects.Answer.Fresh(TOKEN));
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    /** Real threads for the provider only. */
    @Test
    void aProviderThatBlocksForEverForADroppedQuestionDoesNotBlockTheNextOne() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        TokenProvider provider = () -> {
            if (calls.incrementAndGet() == 1) {
                entered.countDown();
                awaitForEver(release);
            }
            return CompletableFuture.completedFuture(TOKEN);
        };
        TokenDesk desk = new TokenDesk(
                provider,
                true,
                time.environment().toBuilder().executor(pool).build(),
                time.environment().executor());
        try {
            desk.ask(answers::add);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            desk.dropAll(); // the link for which it was asked is gone

            desk.ask(answers::add);

            await().atMost(ofSeconds(10)).until(() -> {
                time.run();
                return answers.size() == 1;
            });
            assertThat(answers).containsExactly(new Effects.Answer.Fresh(TOKEN));
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    /** Real threads for the provider only. */
    @Test
    void aProviderThatBlocksForEverDoesNotUseUpThreads() {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        TokenProvider provider = () -> {
            calls.incrementAndGet();
            awaitForEver(release);
            return CompletableFuture.completedFuture(TOKEN);
        };
        TokenDesk desk = new TokenDesk(
                provider,
                true,
                time.environment().toBuilder().executor(pool).build(),
                time.environment().executor());
        try {
            for (int question = 1; question <= 10; question++) {
                desk.ask(answers::add);
                int called = Math.min(question, ProviderLane.MOST_CALLS);
                await().atMost(ofSeconds(10)).until(() -> calls.get() == called);
                time.advance(ofSeconds(10));
                assertThat(answers).hasSize(question);
            }
            assertThat(calls).hasValue(ProviderLane.MOST_CALLS);
            answers.subList(0, 9).clear();
            assertThat(failure().code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
            assertThat(failure()).hasMessageContaining("still blocks");

            release.countDown();

            await().atMost(ofSeconds(10)).until(() -> {
                desk.ask(answers::add);
                time.run();
                return answers.get(answers.size() - 1) instanceof Effects.Answer.Fresh;
            });
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    private static void awaitForEver(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TokenDesk desk(TokenProvider provider) {
        return new TokenDesk(
                provider, true, time.environment(), time.environment().executor());
    }

    private KeepwireException failure() {
        assertThat(answers.get(0)).isInstanceOf(Effects.Answer.Failed.class);
        return ((Effects.Answer.Failed) answers.get(0)).error();
    }
}
