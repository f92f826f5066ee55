// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;

/**
 * Two paths that are easily confused: that of an application's address is the namespace, that of the HTTP request is a setting.
 *
 * <pre>
 *   ws://host:3000/chat?x=y   -->   ws://host:3000/socket.io/?EIO=4&amp;transport=websocket&amp;x=y   and the namespace /chat
 * </pre>
 */
final class Address {
    private Address() {}

    /** The namespace that an address means. */
    static String namespace(URI uri, String path) {
        String namespace = uri.getPath() == null || uri.getPath().isEmpty() ? Packet.MAIN : uri.getPath();
        if ((namespace + "/").startsWith(path) || namespace.startsWith(SocketIo.DEFAULT_PATH)) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE,
                    "the path of " + SafeText.uri(uri)
                            + " would be the namespace, and is the path of the HTTP request: leave"
                            + " it out of the address, and set it by SocketIo.path(..) if it is not "
                            + SocketIo.DEFAULT_PATH);
        }
        String problem = Names.problemWith(namespace);
        if (problem != null) {
            throw new KeepwireException(ErrorCode.INVALID_MESSAGE, SafeText.uri(uri) + ": " + problem);
        }
        return namespace;
    }

    /** The address that the upgrade goes to. */
    static URI upgrade(URI uri, String path, Map<String, String> query) {
        StringBuilder text = new StringBuilder(uri.getScheme())
                .append("://")
                .append(uri.getRawAuthority())
                .append(path)
                .append("?EIO=4&transport=websocket");
        if (uri.getRawQuery() != null) {
            text.append('&').append(uri.getRawQuery());
        }
        query.forEach((name, value) ->
                text.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return URI.create(text.toString());
    }

    private static String encoded(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8").replace("+", "%20");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("there is no UTF-8", impossible);
        }
    }
}
