// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a server's HTTP answer to the handshake means, when it did not lead to a WebSocket. Pure functions. */
final class Refusal {
    private static final int SWITCHING_PROTOCOLS = 101;

    private Refusal() {}

    /**
     * Translates an answer; its body and its headers' values are not repeated.
     *
     * @param where the server, as host and port
     * @param response the answer, or null if the platform does not tell
     * @param now what a {@code Retry-After} date is compared with
     */
    static ConnectionException of(String where, @Nullable HttpResponse<?> response, Instant now) {
        if (response == null) {
            return faulty(where, "for a reason the platform does not tell");
        }
        if (response.statusCode() == SWITCHING_PROTOCOLS) {
            return faulty(where, flaw(response.headers()));
        }
        Duration wait = response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.parse(value, now))
                .orElse(null);
        return ConnectionException.refused(where, response.statusCode(), wait);
    }

    private static ConnectionException faulty(String where, String flaw) {
        String message = where + " answered the WebSocket handshake wrongly: " + flaw;
        return new ConnectionException(ErrorCode.HANDSHAKE_REFUSED, message, null);
    }

    private static String flaw(HttpHeaders headers) {
        if (isNot(headers, "Upgrade", "websocket")) {
            return "its Upgrade header is missing or altered";
        }
        if (isNot(headers, "Connection", "Upgrade")) {
            return "its Connection header is missing, or an intermediary altered it";
        }
        if (headers.firstValue("Sec-WebSocket-Extensions").isPresent()) {
            return "it uses an extension that was not offered";
        }
        if (headers.firstValue("Sec-WebSocket-Protocol").isPresent()) {
            return "it may have chosen a subprotocol that was not offered";
        }
        return "its Sec-WebSocket-Accept header does not fit the key";
    }

    private static boolean isNot(HttpHeaders headers, String name, String expected) {
        return headers.allValues(name).size() != 1
                || !headers.allValues(name).get(0).equalsIgnoreCase(expected);
    }
}
