// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import java.io.EOFException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Says why a connection could not be opened. What OkHttp threw is kept as the cause only where its text comes from the
 * platform; where it may repeat bytes of the server, or an address with its query, it is left out.
 */
final class HandshakeErrors {
    /** An answer that is none to a WebSocket handshake. */
    static final ErrorCode NOT_A_WEBSOCKET = ErrorCode.HANDSHAKE_REFUSED;

    private HandshakeErrors() {}

    static ConnectionException of(Throwable thrown, String where) {
        if (thrown instanceof TunnelRefused refused) {
            return ConnectionException.refused(refused.proxy(), refused.status(), null);
        }
        if (thrown instanceof SSLException tls) {
            return tls(tls, where);
        }
        if (thrown instanceof ProtocolException) {
            String hint = ": if it speaks TLS there, the address begins with wss";
            return error(NOT_A_WEBSOCKET, where + " does not answer as an HTTP server" + hint, thrown);
        }
        if (thrown instanceof UnknownHostException) {
            return error(ErrorCode.UNREACHABLE, where + " cannot be resolved", thrown);
        }
        if (thrown instanceof UnknownServiceException) {
            return error(ErrorCode.UNREACHABLE, where + " may not be reached without TLS on this platform", thrown);
        }
        if (thrown instanceof SocketException || thrown instanceof SocketTimeoutException) {
            return error(ErrorCode.UNREACHABLE, where + " cannot be reached", thrown);
        }
        String kind = thrown.getClass().getSimpleName();
        return error(ErrorCode.UNREACHABLE, where + " ended the connection during the handshake: " + kind, thrown);
    }

    private static ConnectionException tls(SSLException thrown, String where) {
        if (thrown instanceof SSLPeerUnverifiedException) {
            return error(ErrorCode.TLS_REJECTED, where + " showed a certificate for another name", thrown);
        }
        if (causedBy(thrown, CertificateException.class)) {
            return error(ErrorCode.TLS_REJECTED, where + " showed a certificate that is not trusted", thrown);
        }
        if (causedBy(thrown, EOFException.class) || causedBy(thrown, SocketException.class)) {
            return error(ErrorCode.UNREACHABLE, where + " ended the connection during the TLS handshake", thrown);
        }
        return error(ErrorCode.TLS_REJECTED, where + " does not agree on TLS", thrown);
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static ConnectionException error(ErrorCode code, String message, Throwable thrown) {
        return new ConnectionException(code, message, speaksForThePlatform(thrown) ? thrown : null);
    }

    private static boolean speaksForThePlatform(Throwable thrown) {
        return thrown instanceof SSLException
                || thrown instanceof SocketException
                || thrown instanceof SocketTimeoutException
                || thrown instanceof UnknownHostException
                || thrown instanceof UnknownServiceException;
    }

    static ConnectionException timedOut(String where, Duration timeout) {
        return new ConnectionException(
                ErrorCode.HANDSHAKE_TIMEOUT, where + " did not finish the handshake within " + timeout, null);
    }

    static ConnectionException closed(String where, @Nullable Throwable cause) {
        return new ConnectionException(
                ErrorCode.CLOSED, "the okhttp transport is closed: nothing is opened to " + where, cause);
    }

    static ConnectionException unusable(String where) {
        return new ConnectionException(ErrorCode.UNREACHABLE, "OkHttp cannot use the address of " + where, null);
    }
}
