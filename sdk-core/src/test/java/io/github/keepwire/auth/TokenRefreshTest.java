// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.auth;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenRefreshTest {
    @Test
    void byDefaultItIsAMinuteBeforeTheExpiry() {
        TokenProvider.Refresh refresh = TokenProvider.Refresh.defaults();

        assertThat(refresh.lead()).isEqualTo(ofSeconds(60));
        assertThat(refresh.interval()).isEmpty();
        assertThat(refresh.isOff()).isFalse();
    }

    @Test
    void eachSettingMakesANewValue() {
        TokenProvider.Refresh every = TokenProvider.Refresh.every(ofMinutes(4));
        TokenProvider.Refresh both = every.lead(ofSeconds(5));

        assertThat(every.lead()).isEqualTo(ofSeconds(60));
        assertThat(both.lead()).isEqualTo(ofSeconds(5));
        assertThat(both.interval()).contains(ofMinutes(4));
        assertThat(TokenProvider.Refresh.never().lead(ofSeconds(5)).isOff()).isTrue();
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> TokenProvider.Refresh.every(ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval must be positive, and a year at most: PT0S");
        assertThatThrownBy(() -> TokenProvider.Refresh.defaults().lead(ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lead must be positive, and a year at most: PT-1S");
        assertThatThrownBy(() -> TokenProvider.Refresh.every(ofDays(366))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenTellsTheExpiryThatItWasGivenAndNothingElse() {
        Instant when = Instant.ofEpochSecond(1_900_000_000);
        Token token = Token.of("secret");

        assertThat(token.expiry()).isEmpty();
        assertThat(token.expiresAt(when).expiry()).contains(when);
        assertThat(token.expiresAt(when).reveal()).isEqualTo("secret");
        assertThat(token.expiresAt(when)).hasToString("***");
    }
}
