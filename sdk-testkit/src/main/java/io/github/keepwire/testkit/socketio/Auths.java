// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients show when they enter a namespace. */
final class Auths {
    private Auths() {}

    static Map<String, @Nullable Object> map(ObjectNode auth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        auth.properties().forEach(field -> map.put(field.getKey(), Json.as(field.getValue(), Object.class)));
        return Collections.unmodifiableMap(map);
    }

    static String text(ObjectNode auth, String field) {
        return auth.path(field).isTextual() ? auth.path(field).textValue() : "";
    }
}
