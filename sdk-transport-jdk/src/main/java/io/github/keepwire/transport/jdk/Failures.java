// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Translates what {@code java.net.http} throws into errors that name host and port and nothing secret. */
final class Failures {
    private static final int DEEPEST = 16;

    private final String where;

    /** Translates for one server, named as host and port. */
    Failures(String where) {
        this.where = where;
    }

    ConnectionException closed() {
        return new ConnectionException(ErrorCode.CLOSED, "the transport was closed; not connected to " + where, null);
    }

    ConnectionException timedOut(@Nullable Throwable cause) {
        return new ConnectionException(
                ErrorCode.HANDSHAKE_TIMEOUT, where + " did not finish the handshake in time", cause);
    }

    /** What the exception means while a connection is being made. */
    ConnectionException of(Throwable thrown) {
        Throwable error = unwrapped(thrown);
        if (error instanceof HttpTimeoutException) {
            return timedOut(SafeCause.of(error));
        }
        if (error instanceof ProtocolException) {
            return new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION, where + " answered with something that is not HTTP/1.1", null);
        }
        if (error instanceof IllegalArgumentException || error instanceof IllegalStateException) {
            return refusedByPlatform(error);
        }
        return has(error, SSLException.class) && !isBrokenOff(error) ? tlsRejected(error) : unreachable(error);
    }

    private ConnectionException refusedByPlatform(Throwable error) {
        boolean tls = has(error, java.security.GeneralSecurityException.class);
        return new ConnectionException(
                tls ? ErrorCode.TLS_REJECTED : ErrorCode.PROTOCOL_VIOLATION,
                tls ? "TLS cannot be set up for " + where : "java.net.http cannot make this request to " + where,
                null);
    }

    private ConnectionException tlsRejected(Throwable error) {
        String hint = ": check its certificate, and that it speaks TLS on this port";
        return new ConnectionException(
                ErrorCode.TLS_REJECTED, "no TLS with " + where + hint, SafeCause.of(error));
    }

    private ConnectionException unreachable(Throwable error) {
        return new ConnectionException(
                ErrorCode.UNREACHABLE, where + " " + whyUnreachable(error), SafeCause.of(error));
    }

    private static String whyUnreachable(Throwable error) {
        if (has(error, UnresolvedAddressException.class) || has(error, UnknownHostException.class)) {
            return "cannot be reached: its name is unknown";
        }
        if (error instanceof ConnectException) {
            return "cannot be reached: no connection";
        }
        if (error instanceof IOException) {
            return "broke the connection off during the handshake";
        }
        return "cannot be reached: " + error.getClass().getSimpleName();
    }

    /** A TLS handshake that the network cut short, which a retry may mend. */
    private static boolean isBrokenOff(Throwable error) {
        return has(error, EOFException.class)
                || has(error, SocketException.class)
                || has(error, ClosedChannelException.class);
    }

    static boolean has(Throwable error, Class<? extends Throwable> kind) {
        Throwable link = error;
        for (int depth = 0; link != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(link)) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }

    /** The exception without what {@code CompletableFuture} wraps around it. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof ExecutionException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        return error;
    }
}
