// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFrameTest {
    @Test
    void holdsCodeAndReason() {
        assertThat(CloseFrame.of(1000, "bye").content().hex()).isEqualTo("03e8627965");
    }

    @Test
    void answersAnEmptyFrameWithAnEmptyOne() {
        assertThat(CloseFrame.of(CloseCodes.NO_CODE, "").content().size()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\ud83d\udea8"})
    void cutsALongReasonBetweenCharacters(String character) {
        String sent = CloseFrame.of(1000, character.repeat(200))
                .content()
                .substring(2)
                .utf8();

        assertThat(sent.getBytes(UTF_8).length).isBetween(120, 123);
        assertThat(sent).isEqualTo(character.repeat(sent.length() / character.length()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1000, 1003, 1007, 1014, 3000, 4999})
    void sendsCodesThatMayCrossTheWire(int code) {
        assertThat(CloseCodes.sendable(code)).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {-1, 0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 66_536})
    void sends1000ForCodesThatMayNot(int code) {
        assertThat(CloseCodes.sendable(code)).isEqualTo(CloseCodes.NORMAL);
    }
}
