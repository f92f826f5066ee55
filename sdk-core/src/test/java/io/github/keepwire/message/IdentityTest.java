// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    @Test
    void isAnIdAndAName() {
        Identity identity = Identity.of("camera_1", "Hall \u00e4 \ud83d\ude00");

        assertThat(identity.id()).isEqualTo("camera_1");
        assertThat(identity.name()).isEqualTo("Hall \u00e4 \ud83d\ude00");
        assertThat(identity).isEqualTo(new Identity("camera_1", "Hall \u00e4 \ud83d\ude00"));
    }

    @Test
    void mayBeAnonymous() {
        assertThat(Identity.ANONYMOUS).isEqualTo(Identity.of("", ""));
    }

    @Test
    void aNameThatIsTooLongIsNamed() {
        assertThat(Identity.of("x".repeat(256), "x".repeat(256)).id()).hasSize(256);
        assertThatThrownBy(() -> Identity.of("x".repeat(257), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("identity id must not be longer than 256 characters");
        assertThatThrownBy(() -> Identity.of("", "x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("identity name must not be longer than 256 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000", "a\u0085", "a\u2028", "a\u2029b", "\ud800", "a\udc00", "\ud800x"})
    void aNameThatBreaksALineOrUtf8IsRefused(String name) {
        assertThatThrownBy(() -> Identity.of(name, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("identity id must not hold control characters")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Identity.of("", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("identity name must not hold control characters");
    }

    @Test
    void nothingIsNotAName() {
        assertThatThrownBy(() -> Identity.of(null, ""))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("id");
        assertThatThrownBy(() -> Identity.of("", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name");
    }
}
