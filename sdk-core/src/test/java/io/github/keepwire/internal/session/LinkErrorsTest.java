// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.transport.LinkEnd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkErrorsTest {
    private static final String WHERE = "pipe.test:80";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LOST, LINK_LOST, was lost, LATER",
        "WRITE_STALLED, LINK_LOST, takes no more data, LATER",
        "TOO_LARGE, MESSAGE_TOO_LARGE, raise maxMessageBytes, LATER",
        "PROTOCOL_ERROR, PROTOCOL_VIOLATION, broke the WebSocket protocol, LATER",
        "CLOSED, CLOSED, is no longer connected, NEVER",
        "ABORTED, CLOSED, is no longer connected, NEVER"
    })
    void anEndWithoutACloseFrameTellsWhatWhereAndWhetherItIsWorthAnAttempt(
            LinkEnd.Kind kind, ErrorCode code, String told, Retry retry) {
        ConnectionException error = LinkErrors.of(LinkEnd.without(kind, "the reason", null), WHERE);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error).hasMessageStartingWith(WHERE + " ").hasMessageContaining(told);
        assertThat(error).hasMessageEndingWith(": the reason");
        assertThat(Reconnect.usualDecision(error)).isEqualTo(retry);
    }

    @ParameterizedTest
    @CsvSource({"1000, LATER", "1008, NEVER", "1012, LATER", "4403, NEVER"})
    void aCloseOfThePeerTellsItsCode(int closeCode, Retry retry) {
        LinkEnd end = new LinkEnd(LinkEnd.Kind.CLOSED_BY_PEER, closeCode, "see you", null);

        ConnectionException error = LinkErrors.of(end, WHERE);

        assertThat(error.code()).isEqualTo(ErrorCode.CLOSED_BY_PEER);
        assertThat(error.closeCode()).contains(closeCode);
        assertThat(error).hasMessage(WHERE + " closed the connection with code " + closeCode + ": see you");
        assertThat(Reconnect.usualDecision(error)).isEqualTo(retry);
    }
}
