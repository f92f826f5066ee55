// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that the HTTP side answers.
 *
 * @param method the HTTP method
 * @param path the segments of the path; one in braces stands for any, and names it
 * @param forAdmins whether only administrators may ask
 * @param handler what answers
 */
record Route(String method, List<String> path, boolean forAdmins, Function<RestCall, RestReply> handler) {
    static Route get(String path, Function<RestCall, RestReply> handler) {
        return new Route("GET", segments(path), false, handler);
    }

    static Route post(String path, Function<RestCall, RestReply> handler) {
        return new Route("POST", segments(path), false, handler);
    }

    /** The same, for administrators only. */
    Route admin() {
        return new Route(method, path, true, handler);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** What the named segments are, decoded; empty if the path is another one, or badly encoded. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> asked = segments(rawPath);
        if (!rawPath.startsWith("/") || asked.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String wanted = path.get(i);
            boolean variable = wanted.startsWith("{");
            if (variable ? asked.get(i).isEmpty() : !wanted.equals(asked.get(i))) {
                return Optional.empty();
            }
            if (variable) {
                named.put(wanted.substring(1, wanted.length() - 1), asked.get(i));
            }
        }
        return decoded(named);
    }

    private static Optional<Map<String, String>> decoded(Map<String, String> named) {
        try {
            named.replaceAll((name, raw) -> URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
            return Optional.of(named);
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }
}
