// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.json.StrictJson;
import io.github.keepwire.message.Payload;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a server says no, and how that is told. */
final class Refusals {
    private static final String UNKNOWN_NAMESPACE = "Invalid namespace";

    private Refusals() {}

    /**
     * A CONNECT_ERROR: an object with a message and perhaps data, or a bare string. The data are for programs: the message does not
     * repeat them.
     */
    static KeepwireException ofNamespace(Packet packet) {
        Payload told = packet.arguments().get(0);
        boolean isObject = told.json().startsWith("{");
        String message = isObject ? told.field("message") : told.as(String.class);
        String where = "the namespace " + SafeText.wire(packet.namespace());
        if (UNKNOWN_NAMESPACE.equals(message)) {
            return new KeepwireException(
                    ErrorCode.HANDSHAKE_REFUSED,
                    where + " is unknown to the server: it is the path of the address, and that of the HTTP request is"
                            + " SocketIo.path(..)");
        }
        String data = isObject ? dataOf(told.json()) : "";
        return new KeepwireException.ServerError(
                ErrorCode.AUTHENTICATION_REFUSED,
                where + " was refused: " + SafeText.wire(String.valueOf(message)),
                codeIn(data),
                data);
    }

    /** The data as they are written, or nothing. */
    private static String dataOf(String json) {
        return field(json, "data", parser -> written(parser, json));
    }

    /** The value that a parser is at, as it is written. */
    private static String written(JsonParser parser, String json) throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return json.substring(from, (int) parser.currentLocation().getCharOffset());
    }

    /** The code that an object holds, or nothing. */
    private static String codeIn(String json) {
        return field(json, "code", parser -> parser.currentToken().isScalarValue() ? parser.getText() : "");
    }

    /** Reads the value that a parser is at. */
    private interface Reading {
        String read(JsonParser parser) throws IOException;
    }

    /** A field of an object; nothing if there is none, or no object. */
    private static String field(String json, String name, Reading how) {
        try (JsonParser parser = StrictJson.again(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(name);
                parser.nextToken();
                if (found) {
                    return how.read(parser);
                }
                parser.skipChildren();
            }
            return "";
        } catch (IOException strange) {
            return "";
        }
    }

    /**
     * What an ack says against the joining of a room or a message into it, or null if it says nothing against that. All that it says is
     * for programs.
     */
    static @Nullable KeepwireException inRoom(String what, List<Payload> reply) {
        Payload first = reply.isEmpty() ? null : reply.get(0);
        if (first == null || !first.json().startsWith("{")) {
            return null;
        }
        String json = first.json();
        String error = field(json, "error", parser -> set(parser, json));
        if (error.isEmpty() && !"false".equals(first.field("success")) && !"false".equals(first.field("ok"))) {
            return null;
        }
        boolean isObject = error.startsWith("{");
        String message = isObject ? field(error, "message", parser -> set(parser, error)) : error;
        boolean tellsWhy = !message.isEmpty() && !"true".equals(message);
        String why = tellsWhy ? message : String.valueOf(first.field("message"));
        String code = isObject ? codeIn(error) : "";
        return new KeepwireException.ServerError(
                ErrorCode.REJECTED_BY_SERVER,
                "the server refused " + SafeText.wire(what) + ": " + SafeText.wire(why),
                code.isEmpty() ? codeIn(json) : code,
                json);
    }

    /** A value as text, objects and lists as they are written; nothing where it means nothing to JavaScript. */
    private static String set(JsonParser parser, String json) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> "";
            case VALUE_NUMBER_INT -> "0".equals(parser.getText()) ? "" : parser.getText();
            case START_OBJECT, START_ARRAY -> written(parser, json);
            default -> parser.getText();
        };
    }
}
