// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.auth.Token;
import io.github.keepwire.internal.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * When a token expires: as it was told, or as a JSON Web Token tells by {@code exp} (RFC 7519, section 4.1.4), in seconds.
 *
 * <p>The signature is not looked at: this is about when to ask for another one, not about who may come in. Whatever makes no
 * sense tells nothing.
 */
final class TokenExpiry {
    private TokenExpiry() {}

    static @Nullable Instant of(Token token) {
        return token.expiry().orElseGet(() -> told(token.reveal()));
    }

    private static @Nullable Instant told(String secret) {
        String[] parts = secret.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return exp(new String(claims, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException nonsense) {
            return null; // it may quote the token, and is nobody's mistake: most tokens are no JSON Web Tokens
        }
    }

    private static @Nullable Instant exp(String json) throws IOException {
        Instant found = null;
        try (JsonParser parser = StrictJson.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("exp");
                boolean number = parser.nextToken().isNumeric();
                if (wanted && number) {
                    found = instant(parser);
                }
                parser.skipChildren();
            }
            return parser.nextToken() == null ? found : null;
        }
    }

    /** A NumericDate may have a fraction, which is of no use here. */
    private static @Nullable Instant instant(JsonParser parser) throws IOException {
        double seconds = parser.getDoubleValue();
        try {
            return seconds > 0 ? Instant.ofEpochSecond((long) seconds) : null;
        } catch (DateTimeException tooFar) {
            return null;
        }
    }
}
