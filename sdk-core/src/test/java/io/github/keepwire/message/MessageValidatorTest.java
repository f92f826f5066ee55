// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageValidatorTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:15Z");

    @Test
    void aTypeIsEnoughByDefault() {
        assertThat(problem(MessageValidator.defaults(), Message.builder("x").build()))
                .isNull();
    }

    @ParameterizedTest(name = "type ''{0}''")
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "a\u0085b", "a\u2028b", "\ud83d", "\ude80x"})
    void aTypeThatWouldBreakALogOrTheWireIsNamed(String type) {
        KeepwireException problem =
                problem(MessageValidator.defaults(), Message.builder(type).build());

        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(problem).hasMessageContaining("type");
        assertThat(problem.getMessage()).doesNotContain("\u0000", "\n", "\u0085", "\u2028");
    }

    @Test
    void namesMayBeOfAnyLanguageUpTo256Characters() {
        String longest = String.join("", Collections.nCopies(256, "\u00e9"));

        assertThat(problem(
                        MessageValidator.defaults(),
                        Message.builder("\ud83d\ude80").build()))
                .isNull();
        assertThat(problem(MessageValidator.defaults(), Message.builder(longest).build()))
                .isNull();
        assertThat(problem(
                        MessageValidator.defaults(),
                        Message.builder(longest + "x").build()))
                .hasMessageContaining("256");
        assertThat(problem(
                        MessageValidator.defaults(), Message.builder("x").id("").build()))
                .hasMessageContaining("id");
    }

    @Test
    void sizeIsHeldAgainstTheLimit() {
        MessageValidator seed = MessageValidator.defaults().maxBytes(10 * 1024);
        Message message = Message.builder("x").build();

        assertThat(seed.problem(message, 10 * 1024, NOW)).isNull();
        KeepwireException problem = seed.problem(message, 10 * 1024 + 1, NOW);
        assertThat(problem).isNotNull().hasMessageContaining("10241").hasMessageContaining("10240");
        assertThat(problem.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void aDeviceMessageNeedsASenderAndATimestamp() {
        MessageValidator rules = MessageValidator.deviceEnvelope();

        assertThat(problem(rules, Message.builder("x").timestamp(NOW).build())).hasMessageContaining("sender");
        assertThat(problem(
                        rules,
                        Message.builder("x")
                                .sender(Identity.of("", "n"))
                                .timestamp(NOW)
                                .build()))
                .hasMessageContaining("builder.identity");
        assertThat(problem(
                        rules, Message.builder("x").sender(Identity.of("d", "")).build()))
                .hasMessageContaining("timestamp");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-01-15T10:30:15Z, true",
        "2026-01-15T09:30:15Z, true",
        "2026-01-15T09:30:14Z, false",
        "2026-01-15T11:30:15Z, true",
        "2026-01-15T11:30:16Z, false",
        "2026-01-15T11:30:15+01:00, true",
        "2026-01-15T10:30:15, true",
        "2026-01-15T10:30:15.123456, true",
        "yesterday, false",
        "2026-13-45T99:99:99Z, false"
    })
    void aTimestampIsHeldAgainstTheWindow(String timestamp, boolean accepted) {
        Message message = Message.builder("x")
                .sender(Identity.of("d", "D"))
                .timestamp(timestamp, ZoneOffset.UTC)
                .build();

        assertThat(problem(MessageValidator.deviceEnvelope(), message) == null).isEqualTo(accepted);
    }

    @Test
    void rulesThatMakeNoSenseAreNamedWhenTheyAreMade() {
        assertThatThrownBy(() -> MessageValidator.defaults().maxBytes(0)).hasMessage("maxBytes must be positive: 0");
        assertThatThrownBy(() -> MessageValidator.defaults().timestampWindow(Duration.ZERO))
                .hasMessage("timestampWindow must be positive: PT0S");
    }

    private static @Nullable KeepwireException problem(MessageValidator rules, Message message) {
        return rules.problem(message, 10, NOW);
    }
}
