// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.retry;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.Retry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final Reconnect POLICY =
            Reconnect.defaults().backoff(Backoff.table(ofSeconds(1), ofSeconds(2), ofSeconds(5)));
    private static final KeepwireException LOST = new ConnectionException(ErrorCode.LINK_LOST, "lost", null);
    private static final KeepwireException UNAUTHORIZED = ConnectionException.refused("h:1", 401, null);
    private static final long SECOND = 1_000_000_000;

    private final List<KeepwireException> failures = new ArrayList<>();

    private Retries retries(Reconnect policy, boolean tokens) {
        return new Retries(policy, () -> 0, tokens, failures::add);
    }

    @Test
    void attemptsAreCountedAndDelaysGrow() {
        Retries retries = retries(POLICY, false);

        assertThat(retries.plan(LOST, null, 0)).isEqualTo(RetryPlan.again(1, ofSeconds(1)));
        assertThat(retries.plan(LOST, null, 0)).isEqualTo(RetryPlan.again(2, ofSeconds(2)));
        assertThat(retries.plan(LOST, null, 0)).isEqualTo(RetryPlan.again(3, ofSeconds(5)));
        assertThat(retries.plan(LOST, null, 0)).isEqualTo(RetryPlan.again(4, ofSeconds(5)));
    }

    @Test
    void aConnectionIsStableOnlyAfterItsPeriod() {
        Retries retries = retries(POLICY.stableAfter(ofSeconds(10)), false);
        retries.plan(LOST, null, 0);
        retries.opened(0);

        assertThat(retries.plan(LOST, null, 10 * SECOND - 1).attempt()).isEqualTo(2);
        retries.opened(20 * SECOND);
        assertThat(retries.plan(LOST, null, 30 * SECOND).attempt()).isEqualTo(1);
        assertThat(retries.plan(LOST, null, 90 * SECOND).attempt())
                .as("what failed to open was never stable")
                .isEqualTo(2);
    }

    @Test
    void theDialectsWishGoesAheadOfThePolicy() {
        assertThat(retries(POLICY, false).plan(LOST, Retry.NEVER, 0).again()).isFalse();
        assertThat(retries(POLICY, false).plan(LOST, Retry.NOW, 0)).isEqualTo(RetryPlan.again(1, ZERO));
        KeepwireException forGood = new KeepwireException(ErrorCode.AUTHENTICATION_REFUSED, "no");
        assertThat(retries(POLICY, false).plan(forGood, Retry.LATER, 0)).isEqualTo(RetryPlan.again(1, ofSeconds(1)));
    }

    @Test
    void butNotAheadOfAPolicyThatIsOff() {
        assertThat(retries(Reconnect.off(), false).plan(LOST, Retry.NOW, 0).again())
                .isFalse();
    }

    @Test
    void atOnceComesOnceInARow() {
        Retries retries = retries(POLICY, false);
        retries.plan(LOST, Retry.NOW, 0);
        retries.opened(1);

        assertThat(retries.plan(LOST, Retry.NOW, 2)).isEqualTo(RetryPlan.again(2, ofSeconds(2)));
    }

    @Test
    void refusedCredentialsAreRenewedOnceUntilTheConnectionOpens() {
        Retries retries = retries(POLICY, true);

        assertThat(retries.plan(UNAUTHORIZED, null, 0).again()).isTrue();
        assertThat(retries.plan(UNAUTHORIZED, null, 0).again()).isFalse();
        retries.opened(0);
        assertThat(retries.plan(UNAUTHORIZED, null, 0).again()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1008, 4401})
    void aLinkThatIsClosedForItsCredentialsGetsFreshOnesOnce(int code) {
        Retries retries = retries(POLICY, true);
        retries.opened(0);
        assertThat(retries.plan(closed(code), null, 0).again()).isTrue();
        retries.opened(SECOND);

        assertThat(retries.plan(closed(code), null, 2 * SECOND).again())
                .as("an open link proves nothing: the server said no behind it")
                .isFalse();
        retries.opened(10 * SECOND);
        assertThat(retries.plan(closed(code), null, 60 * SECOND).again())
                .as("behind a connection that was stable")
                .isTrue();
        assertThat(retries(POLICY, false).plan(closed(code), null, 0).again())
                .as("without a provider")
                .isFalse();
    }

    @Test
    void whoIsForbiddenNeedsNoOtherCredentials() {
        Retries retries = retries(POLICY, true);
        retries.opened(0);

        assertThat(retries.plan(closed(4403), null, 0).again()).isFalse();
    }

    private static KeepwireException closed(int code) {
        return ConnectionException.ended(ErrorCode.CLOSED_BY_PEER, "closed", code, null);
    }

    @Test
    void withoutAProviderThereIsNobodyToRenewThem() {
        assertThat(retries(POLICY, false).plan(UNAUTHORIZED, null, 0).again()).isFalse();
    }

    @Test
    void theVerdictNamesTheAttemptsAndTheLastReason() {
        Retries retries = retries(POLICY.maxAttempts(1), false);
        retries.plan(LOST, null, 0);

        assertThat(retries.plan(LOST, null, 0)).isEqualTo(RetryPlan.giveUp("gave up after 1 attempts: lost"));
    }

    @Test
    void aPolicyThatThrowsIsReportedAndReplaced() {
        Retries retries = retries(
                POLICY.deciding(error -> {
                    throw new IllegalStateException("planned");
                }),
                false);

        assertThat(retries.plan(LOST, null, 0).again()).isTrue();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).code()).isEqualTo(ErrorCode.POLICY_FAILED);
    }
}
