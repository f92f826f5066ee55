// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.message.Message;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final Function<Message, String> BY_TYPE = Message::type;

    @Test
    void aFullInboxPausesByDefault() {
        Inbox inbox = Inbox.defaults();

        assertThat(inbox.maxMessages()).isEqualTo(1_024);
        assertThat(inbox.maxBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(inbox.whenFull()).isEqualTo(Inbox.WhenFull.PAUSE);
        assertThat(inbox.keyOf()).isEmpty();
        assertThat(inbox.pauseAtMost()).isEqualTo(ofSeconds(20));
        assertThat(inbox.reserveBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(inbox).hasToString("1024 messages, 4194304 bytes, then PAUSE");
    }

    @Test
    void aChangeKeepsTheRest() {
        Inbox inbox = Inbox.defaults()
                .latestPerKey(BY_TYPE)
                .maxMessages(7)
                .maxBytes(70)
                .pauseAtMost(ofSeconds(3))
                .reserveBytes(0);

        assertThat(inbox.maxMessages()).isEqualTo(7);
        assertThat(inbox.maxBytes()).isEqualTo(70);
        assertThat(inbox.whenFull()).isEqualTo(Inbox.WhenFull.LATEST_PER_KEY);
        assertThat(inbox.keyOf()).containsSame(BY_TYPE);
        assertThat(inbox.pauseAtMost()).isEqualTo(ofSeconds(3));
        assertThat(inbox.reserveBytes()).isZero();
        assertThat(Inbox.defaults().maxMessages()).isEqualTo(1_024);
    }

    @Test
    void aPolicyReplacesTheOneBefore() {
        Inbox latest = Inbox.defaults().latestPerKey(BY_TYPE);

        assertThat(latest.dropOldest().whenFull()).isEqualTo(Inbox.WhenFull.DROP_OLDEST);
        assertThat(latest.dropNewest().whenFull()).isEqualTo(Inbox.WhenFull.DROP_NEWEST);
        assertThat(latest.pausing().whenFull()).isEqualTo(Inbox.WhenFull.PAUSE);
        assertThat(latest.pausing().keyOf()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void boundsThatAreNotPositiveAreNamed(int value) {
        assertBad(() -> Inbox.defaults().maxMessages(value), "maxMessages must be positive: " + value);
        assertBad(() -> Inbox.defaults().maxBytes(value), "maxBytes must be positive: " + value);
    }

    @Test
    void aReserveIsNotNegative() {
        assertBad(() -> Inbox.defaults().reserveBytes(-1), "reserveBytes must not be negative: -1");
    }

    @Test
    void aKeyNeedsAFunction() {
        assertThatThrownBy(() -> Inbox.defaults().latestPerKey(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("keyOf");
    }

    private static void assertBad(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
