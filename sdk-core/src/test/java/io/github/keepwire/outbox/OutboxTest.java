// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.policy.Overflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    @Test
    void aFullOutboxRejectsByDefault() {
        Outbox outbox = Outbox.inMemory();

        assertThat(outbox.store()).isEmpty();
        assertThat(outbox.maxMessages()).isEqualTo(1_000);
        assertThat(outbox.maxBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(outbox.whenFull()).isEqualTo(Overflow.REJECT);
        assertThat(outbox.maxWaiters()).isEqualTo(100);
        assertThat(outbox.waitAtMost()).isEqualTo(ofSeconds(10));
        assertThat(outbox.maxInFlight()).isEqualTo(64);
        assertThat(outbox).hasToString("1000 messages, 16777216 bytes, then REJECT, in memory");
    }

    @Test
    void aChangeKeepsTheRest() {
        MemoryStore store = new MemoryStore();

        Outbox outbox = Outbox.on(store)
                .maxMessages(7)
                .maxBytes(70)
                .whenFull(Overflow.WAIT)
                .waiting(3, ofSeconds(2))
                .maxInFlight(1);

        assertThat(outbox.store()).containsSame(store);
        assertThat(outbox.maxMessages()).isEqualTo(7);
        assertThat(outbox.maxBytes()).isEqualTo(70);
        assertThat(outbox.whenFull()).isEqualTo(Overflow.WAIT);
        assertThat(outbox.maxWaiters()).isEqualTo(3);
        assertThat(outbox.waitAtMost()).isEqualTo(ofSeconds(2));
        assertThat(outbox.maxInFlight()).isEqualTo(1);
    }

    @Test
    void aChangeLeavesTheOriginalAsItWas() {
        Outbox outbox = Outbox.inMemory();

        outbox.maxMessages(7).whenFull(Overflow.DROP_OLDEST);

        assertThat(outbox.maxMessages()).isEqualTo(1_000);
        assertThat(outbox.whenFull()).isEqualTo(Overflow.REJECT);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, -1})
    void boundsArePositive(int bound) {
        Outbox outbox = Outbox.inMemory();

        assertThatThrownBy(() -> outbox.maxMessages(bound)).hasMessage("maxMessages must be positive: " + bound);
        assertThatThrownBy(() -> outbox.maxBytes(bound)).hasMessage("maxBytes must be positive: " + bound);
        assertThatThrownBy(() -> outbox.maxInFlight(bound)).hasMessage("maxInFlight must be positive: " + bound);
        assertThatThrownBy(() -> outbox.waiting(bound, ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxWaiters must be positive: " + bound);
    }

    @Test
    void aWaitIsPositiveAndCanBeReckonedWith() {
        Outbox outbox = Outbox.inMemory();

        for (Duration wait : new Duration[] {Duration.ZERO, ofSeconds(-1), ofDays(366)}) {
            assertThatThrownBy(() -> outbox.waiting(1, wait))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("atMost must be positive and PT8760H at most: " + wait);
        }
    }
}
