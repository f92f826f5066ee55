// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.transport.LinkRequest;
import java.security.SecureRandom;
import java.time.Clock;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.ByteString;
import okio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of one opening handshake (RFC 6455, section 4): what is asked, and whether the answer is right. No
 * extension is offered.
 */
final class Upgrade {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int KEY_BYTES = 16;
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final LinkRequest request;
    private final String where;
    private final String key;

    Upgrade(LinkRequest request, SecureRandom random) {
        this.request = request;
        this.where = SafeText.hostAndPort(request.uri());
        byte[] nonce = new byte[KEY_BYTES];
        random.nextBytes(nonce);
        this.key = ByteString.of(nonce).base64();
    }

    /** What to ask, or null for an address that OkHttp cannot use. */
    @Nullable
    Request httpRequest() {
        HttpUrl url = Addresses.http(request.uri());
        if (url == null) {
            return null;
        }
        Request.Builder asked = new Request.Builder().url(url);
        request.headers().forEach(asked::header);
        asked.header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", key);
        if (!request.subprotocols().isEmpty()) {
            asked.header("Sec-WebSocket-Protocol", String.join(", ", request.subprotocols()));
        }
        return asked.build();
    }

    /**
     * Checks the answer.
     *
     * @return the socket, now ours
     * @throws ConnectionException if the server refused, or agreed to something else
     */
    Socket accept(Response response, Clock clock) {
        int status = NoFollowUps.status(response);
        if (status != SWITCHING_PROTOCOLS) {
            throw ConnectionException.refused(where, status, RetryAfter.parse(response.header("Retry-After"), clock));
        }
        Socket socket = response.socket();
        if (socket == null) {
            throw wrong("answered 101 without a plain 'Connection: Upgrade'; an intermediary may have altered it");
        }
        expect("websocket".equalsIgnoreCase(response.header("Upgrade")), "switched to another protocol");
        expect(acceptKey().equals(response.header("Sec-WebSocket-Accept")), "sent a wrong Sec-WebSocket-Accept");
        expect(response.header("Sec-WebSocket-Extensions") == null, "chose an extension that was not offered");
        String chosen = subprotocol(response);
        expect(chosen.isEmpty() || request.subprotocols().contains(chosen), "chose a subprotocol that was not offered");
        return socket;
    }

    /** The subprotocol that the server chose, or the empty string. */
    static String subprotocol(Response response) {
        String chosen = response.header("Sec-WebSocket-Protocol");
        return chosen == null ? "" : chosen;
    }

    private String acceptKey() {
        return ByteString.encodeUtf8(key + ACCEPT_SUFFIX).sha1().base64();
    }

    private void expect(boolean right, String offence) {
        if (!right) {
            throw wrong(offence);
        }
    }

    private ConnectionException wrong(String offence) {
        return new ConnectionException(HandshakeErrors.NOT_A_WEBSOCKET, where + " " + offence, null);
    }
}
