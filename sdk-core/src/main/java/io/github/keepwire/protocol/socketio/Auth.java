// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** The object that a client shows when it enters a namespace. */
final class Auth {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private Auth() {}

    /** What the application shows, and the token behind it; null if there is neither. */
    static @Nullable String json(@Nullable Payload auth, String tokenName, @Nullable Token token, PayloadCodec codec) {
        String shown = auth == null ? null : object(auth.written(codec));
        if (token == null) {
            return shown;
        }
        String entry = quoted(tokenName) + ":" + quoted(token.reveal());
        if (shown == null) {
            return "{" + entry + "}";
        }
        String fields = shown.substring(1, shown.lastIndexOf('}')).trim();
        return "{" + fields + (fields.isEmpty() ? "" : ",") + entry + "}";
    }

    private static String object(Payload written) {
        if (!written.json().startsWith("{") || !written.binary().isEmpty()) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "what SocketIo.auth(..) shows must be an object without binary parts");
        }
        return written.json();
    }

    private static String quoted(String text) {
        return '"' + new String(ENCODER.quoteAsString(text)) + '"';
    }
}
