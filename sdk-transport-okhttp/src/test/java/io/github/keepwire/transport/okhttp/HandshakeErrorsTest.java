// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeErrorsTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new UnknownHostException("h"), ErrorCode.UNREACHABLE),
                Arguments.of(new ConnectException("refused"), ErrorCode.UNREACHABLE),
                Arguments.of(new NoRouteToHostException("no route"), ErrorCode.UNREACHABLE),
                Arguments.of(new SocketException("reset"), ErrorCode.UNREACHABLE),
                Arguments.of(new IOException("unexpected end of stream"), ErrorCode.UNREACHABLE),
                Arguments.of(new ProtocolException("Unexpected status line"), ErrorCode.HANDSHAKE_REFUSED),
                Arguments.of(new SSLPeerUnverifiedException("name"), ErrorCode.TLS_REJECTED),
                Arguments.of(caused(new CertificateException("expired")), ErrorCode.TLS_REJECTED),
                Arguments.of(caused(new EOFException("peer shut down")), ErrorCode.UNREACHABLE),
                Arguments.of(caused(new SocketException("reset")), ErrorCode.UNREACHABLE),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), ErrorCode.TLS_REJECTED));
    }

    private static SSLException caused(Exception cause) {
        SSLException error = new SSLHandshakeException("handshake");
        error.initCause(cause);
        return error;
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("errors")
    void everyFailureHasAKindAndNamesTheServer(IOException thrown, ErrorCode code) {
        ConnectionException error = HandshakeErrors.of(thrown, "example.com:443");

        assertThat(error.code()).isEqualTo(code);
        assertThat(error).hasMessageContaining("example.com:443");
    }

    @Test
    void whatRepeatsBytesOfTheServerIsNotKept() {
        ConnectionException error = HandshakeErrors.of(
                new ProtocolException("Unexpected status line: GET /ws?token=CANARY HTTP/1.1"), "example.com:443");

        assertThat(error).hasNoCause().message().doesNotContain("CANARY");
    }

    @Test
    void aProxyThatRefusesIsNamed() {
        ConnectionException error = HandshakeErrors.of(new TunnelRefused("proxy:3128", 407), "example.com:443");

        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(error.httpStatus()).contains(407);
        assertThat(error).hasMessageContaining("proxy:3128");
    }
}
