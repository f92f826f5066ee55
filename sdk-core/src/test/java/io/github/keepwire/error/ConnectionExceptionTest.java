// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionExceptionTest {
    @ParameterizedTest(name = "HTTP {0}: {1}, retryable {2}")
    @CsvSource({
        "200, HANDSHAKE_REFUSED, false, not a WebSocket endpoint",
        "301, HANDSHAKE_REFUSED, false, redirects are not followed",
        "400, HANDSHAKE_REFUSED, false, check the path",
        "401, AUTHENTICATION_REFUSED, false, check the token",
        "403, AUTHENTICATION_REFUSED, false, check the token",
        "404, HANDSHAKE_REFUSED, false, check the path",
        "407, AUTHENTICATION_REFUSED, false, proxy wants credentials",
        "408, HANDSHAKE_REFUSED, true, ''",
        "425, HANDSHAKE_REFUSED, true, ''",
        "429, HANDSHAKE_REFUSED, true, try again later",
        "500, HANDSHAKE_REFUSED, true, ''",
        "503, HANDSHAKE_REFUSED, true, try again later"
    })
    void aRefusalTellsWhetherARetryCanHelp(int status, ErrorCode code, boolean retryable, String hint) {
        ConnectionException refused = ConnectionException.refused("example.com:443", status, null);

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.retryable()).isEqualTo(retryable);
        assertThat(refused.httpStatus()).contains(status);
        assertThat(refused.closeCode()).isEmpty();
        assertThat(refused.retryAfter()).isEmpty();
        assertThat(refused)
                .hasMessageStartingWith("example.com:443 refused the WebSocket handshake with HTTP status " + status)
                .hasMessageContaining(hint);
    }

    @Test
    void aRefusalMayAskToWait() {
        ConnectionException refused = ConnectionException.refused("h:80", 503, Duration.ofSeconds(7));

        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void anEndedLinkTellsItsCloseCode() {
        IllegalStateException cause = new IllegalStateException("planned");

        ConnectionException ended = ConnectionException.ended(ErrorCode.CLOSED_BY_PEER, "h:80 closed", 1001, cause);

        assertThat(ended.closeCode()).contains(1001);
        assertThat(ended.httpStatus()).isEmpty();
        assertThat(ended.retryable()).isTrue();
        assertThat(ended).hasMessage("h:80 closed").hasCause(cause);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void anErrorIsAsRetryableAsItsCode(ErrorCode code) {
        assertThat(new KeepwireException(code, "x").retryable()).isEqualTo(code.retryable());
        assertThat(new ConnectionException(code, "x", null).retryable()).isEqualTo(code.retryable());
        assertThat(new ConnectionException(code, "x", null).httpStatus()).isEmpty();
    }
}
