// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON as trees, in which bytes are nodes of their own. Keeps Jackson out of the public signatures. */
final class Json {
    private static final int DEEPEST = 200;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Reads exactly one value. */
    static JsonNode read(String text) throws BadPacketException {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new BadPacketException("the payload is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new BadPacketException("the payload is not JSON");
        }
    }

    /** What Jackson makes of a value; byte arrays become binary nodes, wherever they are. */
    static JsonNode tree(@Nullable Object value) {
        return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    }

    static ArrayNode array(@Nullable Object... values) {
        ArrayNode array = MAPPER.createArrayNode();
        Arrays.stream(values).map(Json::tree).forEach(array::add);
        return array;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static <T> T as(JsonNode node, Class<T> type) {
        return MAPPER.convertValue(node, type);
    }
}
