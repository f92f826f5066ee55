// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import java.io.EOFException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions of the JDK may be shown as a cause.
 *
 * <p>Some carry the address with its query, a header's value or the whole request; so only kinds that are known to speak
 * of sockets and certificates alone pass, and only if all they were caused by is of such a kind too.
 */
final class SafeCause {
    private static final List<Class<? extends Throwable>> SAFE = List.of(
            SocketException.class,
            UnknownHostException.class,
            UnresolvedAddressException.class,
            ClosedChannelException.class,
            EOFException.class,
            HttpTimeoutException.class,
            SSLException.class,
            GeneralSecurityException.class);
    private static final int DEEPEST = 16;

    private SafeCause() {}

    /** The exception itself, or null if it may not be shown. */
    static @Nullable Throwable of(Throwable error) {
        Throwable link = error;
        for (int depth = 0; link != null; depth++) {
            if (depth == DEEPEST || !isSafe(link)) {
                return null;
            }
            link = link.getCause();
        }
        return error;
    }

    private static boolean isSafe(Throwable error) {
        return error.getSuppressed().length == 0 && SAFE.stream().anyMatch(kind -> kind.isInstance(error));
    }
}
