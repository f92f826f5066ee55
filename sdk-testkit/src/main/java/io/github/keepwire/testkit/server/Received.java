// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;

/**
 * A frame that the dev server received.
 *
 * @param type the frame's {@code type}, else its {@code action}, else its {@code event}; {@link #BINARY} for a binary
 *     frame; {@link #UNTYPED} if it has none or is not JSON
 * @param deviceId who sent it: the frame's {@code deviceId}, else the one the peer is known by, else empty
 * @param json the frame as it came; a binary frame as a JSON string of base64
 */
public record Received(String type, String deviceId, String json) {
    /** The type of a frame that names none. */
    public static final String UNTYPED = "";

    /** The type of a binary frame. */
    public static final String BINARY = "binary";

    /**
     * Checks that nothing is null.
     *
     * @param type what kind of frame
     * @param deviceId who sent it, or empty
     * @param json the frame
     */
    public Received {
        requireNonNull(type, "type");
        requireNonNull(deviceId, "deviceId");
        requireNonNull(json, "json");
    }

    /**
     * Reads a text frame that may be a JSON object.
     *
     * @param text the frame
     * @return the frame with its type and device; untyped, and without device, if it is not a JSON object
     */
    public static Received fromJson(String text) {
        return Json.object(text)
                .map(frame -> new Received(type(frame), frame.path("deviceId").asText(""), text))
                .orElseGet(() -> new Received(UNTYPED, "", text));
    }

    private static String type(JsonNode frame) {
        for (String name : new String[] {"type", "action", "event"}) {
            if (frame.path(name).isTextual()) {
                return frame.path(name).textValue();
            }
        }
        return UNTYPED;
    }

    static Received binary(byte[] bytes) {
        return new Received(BINARY, "", '"' + Base64.getEncoder().encodeToString(bytes) + '"');
    }

    Received from(Peer peer) {
        return deviceId.isEmpty() ? new Received(type, peer.deviceId().orElse(""), json) : this;
    }

    /**
     * Whether the frame is a JSON object.
     *
     * @return false for any other JSON and for what is not JSON
     */
    public boolean isObject() {
        return Json.object(json).isPresent();
    }

    /**
     * Looks up a value in the frame.
     *
     * <pre>{@code
     * assertThat(alert.text("/payload/location")).contains("hall");
     * }</pre>
     *
     * @param pointer where, as a JSON pointer (RFC 6901)
     * @return a text as it is, a number or boolean as JSON writes it; empty if there is no such value, or it is null,
     *     an object or an array
     * @throws IllegalArgumentException if the pointer is not one
     */
    public Optional<String> text(String pointer) {
        return Json.object(json)
                .map(frame -> frame.at(pointer))
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(JsonNode::asText);
    }
}
