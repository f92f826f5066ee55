// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keepwire.message.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Binary parts of payloads as the command line shows them and takes them: {@code {"base64":"AQID"}}. */
final class BinaryText {
    private static final String NAME = "base64";

    private BinaryText() {}

    /** A payload as JSON. */
    static String of(Payload payload) {
        if (payload.binary().isEmpty()) {
            return payload.json();
        }
        return walk(JsonText.read(payload.json()), node -> shown(node, payload)).toString();
    }

    private static Optional<JsonNode> shown(JsonNode node, Payload payload) {
        if (!node.path("_placeholder").asBoolean() || !node.path("num").isInt()) {
            return Optional.empty();
        }
        ByteBuffer part = payload.binary().get(node.path("num").asInt()).duplicate();
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        return Optional.of(JsonNodeFactory.instance.objectNode().put(NAME, text));
    }

    /** JSON with what stands for binary parts as such. */
    static JsonNode read(JsonNode json) {
        return walk(json, BinaryText::bytes);
    }

    private static Optional<JsonNode> bytes(JsonNode node) {
        if (!node.isObject() || node.size() != 1 || !node.path(NAME).isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JsonNodeFactory.instance.binaryNode(node.path(NAME).binaryValue()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "--data has a \"base64\" that is not Base64");
        }
    }

    private static JsonNode walk(JsonNode node, Function<JsonNode, Optional<JsonNode>> change) {
        Optional<JsonNode> changed = change.apply(node);
        if (changed.isPresent()) {
            return changed.get();
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, walk(array.get(i), change));
            }
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(walk(field.getValue(), change)));
        }
        return node;
    }
}
