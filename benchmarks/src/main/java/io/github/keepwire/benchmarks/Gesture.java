// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.util.Map;

/** What is broadcast, as data and as the text that a channels server makes of it. */
final class Gesture {
    static final String TYPE = "gesture";
    static final Map<String, Object> DATA = Map.of(
            "type", "wave", "position", Map.of("x", 0.5, "y", 0.5), "confidence", 0.92, "timestamp", 1640000000000L);
    static final String TEXT = "{\"type\":\"gesture\",\"data\":{\"type\":\"wave\",\"position\":{\"x\":0.5,\"y\":0.5},"
            + "\"confidence\":0.92,\"timestamp\":1640000000000}}";

    private Gesture() {}
}
