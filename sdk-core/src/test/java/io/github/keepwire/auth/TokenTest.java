// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    @Test
    void isTheSecretOnlyWhenAskedToRevealIt() {
        Token token = Token.of("eyJhbGciOi.J9~");

        assertThat(token.reveal()).isEqualTo("eyJhbGciOi.J9~");
        assertThat(token).hasToString("***");
    }

    @Test
    void hasABoundedLength() {
        assertThat(Token.of("x".repeat(8192)).reveal()).hasSize(8192);
        assertThatThrownBy(() -> Token.of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token must have 1 to 8192 characters: 0");
        assertThatThrownBy(() -> Token.of("x".repeat(8193)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token must have 1 to 8192 characters: 8193");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter 2", "hunter2\n", "hunter2\u0000", "h\u00fcnter2", "hunter2\u007f"})
    void whatIsNotVisibleAsciiIsRefusedWithoutRepeatingIt(String secret) {
        assertThatThrownBy(() -> Token.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token must be visible ASCII, without spaces and line breaks");
    }

    @Test
    void hasNoEqualityByValue() {
        assertThat(Token.of("same")).isNotEqualTo(Token.of("same"));
    }
}
