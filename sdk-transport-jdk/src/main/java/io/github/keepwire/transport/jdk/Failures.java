// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Translates what {@code java.net.http} throws into errors that name host and port and nothing secret. */
final class Failures {
    private static final int DEEPEST = 16;

    /** What was under way, and what its ways to fail are called. */
    enum Purpose {
        HANDSHAKE(ErrorCode.HANDSHAKE_TIMEOUT, ErrorCode.UNREACHABLE, ErrorCode.HANDSHAKE_REFUSED),
        HTTP(ErrorCode.HTTP_FAILED, ErrorCode.HTTP_FAILED, ErrorCode.HTTP_FAILED);

        private final ErrorCode late;
        private final ErrorCode brokenOff;
        private final ErrorCode notHttp;

        Purpose(ErrorCode late, ErrorCode brokenOff, ErrorCode notHttp) {
            this.late = late;
            this.brokenOff = brokenOff;
            this.notHttp = notHttp;
        }
    }

    private final Purpose purpose;
    private final String where;

    /** Translates for one server, named as host and port. */
    Failures(Purpose purpose, String where) {
        this.purpose = purpose;
        this.where = where;
    }

    ConnectionException closed() {
        return new ConnectionException(ErrorCode.CLOSED, "the transport was closed; not connected to " + where, null);
    }

    ConnectionException late(@Nullable Throwable cause) {
        return new ConnectionException(purpose.late, where + " did not answer in full in time", cause);
    }

    ConnectionException tooLarge(int maxBytes) {
        return new ConnectionException(
                purpose.brokenOff, "the reply of " + where + " is larger than " + maxBytes + " bytes", null);
    }

    /** What the exception means. */
    ConnectionException of(Throwable thrown) {
        Throwable error = unwrapped(thrown);
        if (error instanceof HttpTimeoutException) {
            return late(SafeCause.of(error));
        }
        if (error instanceof ProtocolException) {
            return new ConnectionException(
                    purpose.notHttp,
                    where + " answered with something that is not HTTP/1.1: if it speaks TLS there, the address"
                            + " begins with wss or https",
                    null);
        }
        if (error instanceof IllegalArgumentException || error instanceof IllegalStateException) {
            return refusedByPlatform(error);
        }
        if (has(error, SSLException.class) && !isCutShort(error)) {
            return tlsRejected(error);
        }
        return isNoConnection(error) ? unreachable(error) : brokenOff(error);
    }

    private ConnectionException refusedByPlatform(Throwable error) {
        boolean tls = has(error, GeneralSecurityException.class);
        return new ConnectionException(
                tls ? ErrorCode.TLS_REJECTED : ErrorCode.PROTOCOL_VIOLATION,
                tls ? "TLS cannot be set up for " + where : "java.net.http cannot make this request to " + where,
                null);
    }

    private ConnectionException tlsRejected(Throwable error) {
        String hint = ": check its certificate, and that it speaks TLS on this port";
        return new ConnectionException(ErrorCode.TLS_REJECTED, "no TLS with " + where + hint, SafeCause.of(error));
    }

    private ConnectionException unreachable(Throwable error) {
        boolean nameless = has(error, UnresolvedAddressException.class) || has(error, UnknownHostException.class);
        String why = nameless ? "its name is unknown" : "no connection";
        return new ConnectionException(
                ErrorCode.UNREACHABLE, where + " cannot be reached: " + why, SafeCause.of(error));
    }

    private ConnectionException brokenOff(Throwable error) {
        return new ConnectionException(
                purpose.brokenOff,
                where + " broke the connection off before its answer was complete",
                SafeCause.of(error));
    }

    private static boolean isNoConnection(Throwable error) {
        return error instanceof ConnectException
                || error instanceof NoRouteToHostException
                || error instanceof UnknownHostException
                || error instanceof UnresolvedAddressException;
    }

    /** A TLS handshake that the network cut short, which a retry may mend. */
    private static boolean isCutShort(Throwable error) {
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
