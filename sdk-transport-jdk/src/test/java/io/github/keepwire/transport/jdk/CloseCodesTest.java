// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseCodesTest {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1008, 1011, 3000, 3999, 4000, 4401, 4999})
    void codesThatTheJdkSendsAreKept(int code) {
        assertThat(CloseCodes.sendable(code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1002, 1003, 1004, 1005, 1006, 1007, 1009, 1010, 1012, 1015, 2999, 5000, 70000})
    void allOthersAreSentAs1000(int code) {
        assertThat(CloseCodes.sendable(code)).isEqualTo(1000);
    }

    @Test
    void codesAboveTheRegisteredRangesMayNotBeReceived() {
        assertThat(CloseCodes.receivable(4999)).isTrue();
        assertThat(CloseCodes.receivable(5000)).isFalse();
        assertThat(CloseCodes.receivable(65535)).isFalse();
    }

    @Test
    void aReasonThatFitsIsKept() {
        String reason = "\u20ac".repeat(41);

        assertThat(CloseCodes.fitting(reason)).isEqualTo(reason);
    }

    @Test
    void aLongReasonIsCutBetweenCharacters() {
        String cut = CloseCodes.fitting("x" + "\ud83d\udea8".repeat(40));

        assertThat(cut).isEqualTo("x" + "\ud83d\udea8".repeat(30));
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(CloseCodes.MAX_REASON_BYTES);
    }

    @Test
    void aReasonIsMadeWellFormed() {
        assertThat(CloseCodes.fitting("odd \ud83d")).isEqualTo("odd \ufffd");
    }
}
