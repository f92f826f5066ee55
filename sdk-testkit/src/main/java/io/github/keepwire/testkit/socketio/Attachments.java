// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Puts bytes into JSON and takes them out: in the text stand placeholders that count them. */
final class Attachments {
    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";

    private Attachments() {}

    /** Whether bytes are anywhere in a value. */
    static boolean areIn(JsonNode node) {
        if (node.isBinary()) {
            return true;
        }
        for (JsonNode child : node) {
            if (areIn(child)) {
                return true;
            }
        }
        return false;
    }

    /** The value with placeholders instead of bytes; the bytes are added to the list, depth first. */
    static JsonNode takenOut(JsonNode node, List<byte[]> parts) {
        if (node.isBinary()) {
            parts.add(bytes(node));
            return Json.object().put(MARK, true).put(NUMBER, parts.size() - 1);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.array();
            array.forEach(element -> copy.add(takenOut(element, parts)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> copy.set(field.getKey(), takenOut(field.getValue(), parts)));
            return copy;
        }
        return node;
    }

    static byte[] bytes(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The value with bytes instead of placeholders. */
    static JsonNode putIn(JsonNode node, List<byte[]> parts) throws BadPacketException {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.array();
            for (JsonNode element : array) {
                copy.add(putIn(element, parts));
            }
            return copy;
        }
        return node instanceof ObjectNode object ? putInto(object, parts) : node;
    }

    private static JsonNode putInto(ObjectNode object, List<byte[]> parts) throws BadPacketException {
        JsonNode mark = object.path(MARK);
        if (mark.isBoolean() && mark.booleanValue()) {
            return part(object.path(NUMBER), parts);
        }
        ObjectNode copy = Json.object();
        for (var field : object.properties()) {
            copy.set(field.getKey(), putIn(field.getValue(), parts));
        }
        return copy;
    }

    private static JsonNode part(JsonNode number, List<byte[]> parts) throws BadPacketException {
        boolean isThere = number.isInt() && number.intValue() >= 0 && number.intValue() < parts.size();
        if (!isThere) {
            throw new BadPacketException("illegal attachments");
        }
        return BinaryNode.valueOf(parts.get(number.intValue()));
    }
}
