// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event or an ack carries. Immutable. */
public final class SocketIoArguments {
    private final List<JsonNode> nodes;

    private SocketIoArguments(List<JsonNode> nodes) {
        this.nodes = nodes;
    }

    /** The elements of an array, but for the first ones. */
    static SocketIoArguments of(JsonNode array, int from) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return new SocketIoArguments(List.copyOf(nodes.subList(from, nodes.size())));
    }

    /**
     * How many there are.
     *
     * @return the count
     */
    public int size() {
        return nodes.size();
    }

    /**
     * One of them as a type of yours.
     *
     * @param <T> the type
     * @param index which, from 0
     * @param type a record, a bean, {@code Map}, {@code String}, {@code byte[]} ..
     * @return the value; null if it is JSON's null
     * @throws IllegalArgumentException if it is no such thing
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public <T> T get(int index, Class<T> type) {
        return Json.as(nodes.get(index), type);
    }

    /**
     * A field of the first one, as text.
     *
     * @param name the field
     * @return its value; empty if there is no such field, or it holds more than one value
     */
    public String field(String name) {
        return nodes.isEmpty() ? "" : nodes.get(0).path(name).asText("");
    }

    /**
     * All of them as plain values.
     *
     * @return maps, lists, texts, numbers, booleans, nulls and byte arrays; to be answered or emitted as they are
     */
    public List<@Nullable Object> all() {
        List<@Nullable Object> values = new ArrayList<>();
        nodes.forEach(node -> values.add(Json.as(node, Object.class)));
        return Collections.unmodifiableList(values);
    }

    ArrayNode array() {
        ArrayNode array = Json.array();
        nodes.forEach(array::add);
        return array;
    }

    JsonNode first() {
        return array().path(0);
    }

    /** The arguments as JSON; binary ones as Base64. */
    @Override
    public String toString() {
        return array().toString();
    }
}
