// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private static final String CANARY = "CANARY-token";

    private final Failures handshake = new Failures(Failures.Purpose.HANDSHAKE, "host.test:443");
    private final Failures http = new Failures(Failures.Purpose.HTTP, "host.test:443");

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new ConnectException(), ErrorCode.UNREACHABLE, ErrorCode.UNREACHABLE),
                Arguments.of(new NoRouteToHostException("no route"), ErrorCode.UNREACHABLE, ErrorCode.UNREACHABLE),
                Arguments.of(
                        causedBy(new ConnectException(), new UnresolvedAddressException()),
                        ErrorCode.UNREACHABLE,
                        ErrorCode.UNREACHABLE),
                Arguments.of(new UnknownHostException("host.test"), ErrorCode.UNREACHABLE, ErrorCode.UNREACHABLE),
                Arguments.of(new SocketException("reset"), ErrorCode.UNREACHABLE, ErrorCode.HTTP_FAILED),
                Arguments.of(new IOException("no bytes"), ErrorCode.UNREACHABLE, ErrorCode.HTTP_FAILED),
                Arguments.of(new ClosedChannelException(), ErrorCode.UNREACHABLE, ErrorCode.HTTP_FAILED),
                Arguments.of(new HttpTimeoutException("late"), ErrorCode.HANDSHAKE_TIMEOUT, ErrorCode.HTTP_FAILED),
                Arguments.of(
                        new HttpConnectTimeoutException("late"), ErrorCode.HANDSHAKE_TIMEOUT, ErrorCode.HTTP_FAILED),
                Arguments.of(new ProtocolException("220 mail"), ErrorCode.HANDSHAKE_REFUSED, ErrorCode.HTTP_FAILED),
                Arguments.of(
                        causedBy(new SSLHandshakeException("no"), new CertificateException("not trusted")),
                        ErrorCode.TLS_REJECTED,
                        ErrorCode.TLS_REJECTED),
                Arguments.of(new SSLException("not TLS"), ErrorCode.TLS_REJECTED, ErrorCode.TLS_REJECTED),
                Arguments.of(
                        causedBy(new SSLHandshakeException("ended"), new EOFException()),
                        ErrorCode.UNREACHABLE,
                        ErrorCode.HTTP_FAILED),
                Arguments.of(
                        causedBy(new IllegalStateException("tls"), new CertificateException("store")),
                        ErrorCode.TLS_REJECTED,
                        ErrorCode.TLS_REJECTED));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void eachCauseHasItsCode(Throwable cause, ErrorCode inAHandshake, ErrorCode inAnExchange) {
        assertThat(handshake.of(cause).code()).isEqualTo(inAHandshake);
        assertThat(http.of(new CompletionException(cause)).code()).isEqualTo(inAnExchange);
        assertThat(handshake.of(cause)).hasMessageContaining("host.test:443");
    }

    @Test
    void aCauseThatIsSafeIsKept() {
        ConnectException cause = causedBy(new ConnectException("refused"), new ClosedChannelException());

        assertThat(handshake.of(new CompletionException(cause))).hasCause(cause);
    }

    static Stream<Throwable> chattyCauses() {
        IllegalArgumentException chatty = new IllegalArgumentException("wss://host.test/ws?token=" + CANARY);
        SocketException suppressing = new SocketException("reset");
        suppressing.addSuppressed(chatty);
        return Stream.of(
                chatty,
                new IOException("wss://host.test/ws?token=" + CANARY),
                new ProtocolException("Invalid status line: " + CANARY),
                causedBy(new ConnectException(), chatty),
                causedBy(new SSLException("tls"), new IOException(CANARY)),
                suppressing,
                new CompletionException(CANARY, chatty));
    }

    @ParameterizedTest
    @MethodSource("chattyCauses")
    void noMessageOfTheChainTellsASecret(Throwable cause) {
        assertThat(printed(handshake.of(cause))).doesNotContain(CANARY);
        assertThat(printed(http.of(cause))).doesNotContain(CANARY);
    }

    @Test
    void aRequestThatThePlatformRefusesIsNotRetried() {
        ConnectionException error = handshake.of(new IllegalArgumentException("restricted header"));

        assertThat(error.retryable()).isFalse();
    }

    @Test
    void aChainThatNeverEndsIsNotShown() {
        SocketException a = new SocketException("a");
        SocketException b = new SocketException("b");
        a.initCause(b);
        b.initCause(a);

        assertThat(handshake.of(a).getCause()).isNull();
    }

    private static <T extends Throwable> T causedBy(T error, Throwable cause) {
        error.initCause(cause);
        return error;
    }

    private static String printed(Throwable error) {
        StringWriter out = new StringWriter();
        error.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
