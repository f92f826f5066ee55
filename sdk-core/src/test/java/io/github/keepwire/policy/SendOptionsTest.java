// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendOptionsTest {
    @Test
    void thereAreThreePromises() {
        assertThat(SendOptions.volatileOnly().isVolatile()).isTrue();
        assertThat(SendOptions.volatileOnly().ackTimeout()).isEmpty();
        assertThat(SendOptions.queued().isVolatile()).isFalse();
        assertThat(SendOptions.queued().ackTimeout()).isEmpty();
        assertThat(SendOptions.acked(ofSeconds(3)).isVolatile()).isFalse();
        assertThat(SendOptions.acked(ofSeconds(3)).ackTimeout()).contains(ofSeconds(3));
    }

    @Test
    void nothingButThePromiseIsSetByDefault() {
        SendOptions options = SendOptions.queued();

        assertThat(options.priority()).isEqualTo(Priority.NORMAL);
        assertThat(options.key()).isEmpty();
        assertThat(options.timeToLive()).isEmpty();
        assertThat(options.maxAttempts()).isEmpty();
    }

    @Test
    void aChangeKeepsTheRest() {
        SendOptions options = SendOptions.acked(ofSeconds(3))
                .maxAttempts(7)
                .key("hall")
                .priority(Priority.HIGH)
                .timeToLive(ofMinutes(5));

        assertThat(options.ackTimeout()).contains(ofSeconds(3));
        assertThat(options.maxAttempts()).hasValue(7);
        assertThat(options.key()).contains("hall");
        assertThat(options.priority()).isEqualTo(Priority.HIGH);
        assertThat(options.timeToLive()).contains(ofMinutes(5));
        assertThat(options.isVolatile()).isFalse();
        assertThat(SendOptions.volatileOnly().key("hall").isVolatile()).isTrue();
    }

    @Test
    void aChangeMakesNewOptions() {
        SendOptions acked = SendOptions.acked(ofSeconds(3));

        acked.timeToLive(ofMinutes(5));
        acked.priority(Priority.LOW);
        SendOptions.queued().key("hall");

        assertThat(acked.timeToLive()).isEmpty();
        assertThat(acked.priority()).isEqualTo(Priority.NORMAL);
        assertThat(SendOptions.queued().key()).isEmpty();
    }

    @Test
    void optionsTellWhatWasSetButNotTheKey() {
        assertThat(SendOptions.volatileOnly()).hasToString("volatile");
        assertThat(SendOptions.queued().key("Ada")).hasToString("queued");
        assertThat(SendOptions.acked(ofSeconds(3))
                        .maxAttempts(2)
                        .timeToLive(ofMinutes(5))
                        .priority(Priority.HIGH))
                .hasToString("acked within PT3S, 2 attempts, for PT5M, HIGH");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void attemptsThatAreNotPositiveAreNamed(int attempts) {
        SendOptions acked = SendOptions.acked(ofSeconds(3));

        assertThatThrownBy(() -> acked.maxAttempts(attempts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAttempts must be positive: " + attempts);
    }

    @Test
    void whatIsNotAcknowledgedHasNoAttemptsToCount() {
        SendOptions queued = SendOptions.queued();

        assertThatThrownBy(() -> queued.maxAttempts(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAttempts is for acked messages, and this one is queued");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void aKeyIsNeitherEmptyNorEndless(int length) {
        String key = "k".repeat(length);
        SendOptions queued = SendOptions.queued();

        assertThatThrownBy(() -> queued.key(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key must have 1 to 256 characters, and has " + length);
    }

    @ParameterizedTest
    @CsvSource({"HIGH,LOW,true", "NORMAL,NORMAL,true", "LOW,NORMAL,false", "NORMAL,HIGH,false"})
    void prioritiesAreComparedByUrgency(Priority one, Priority other, boolean atLeast) {
        assertThat(one.isAtLeast(other)).isEqualTo(atLeast);
    }
}
