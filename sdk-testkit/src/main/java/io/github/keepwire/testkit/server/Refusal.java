// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Map;

/** An HTTP answer instead of a WebSocket; its headers go out as given, its body is ASCII. */
record Refusal(int status, Map<String, String> headers, String body) {
    static final Refusal NO_TOKEN = new Refusal(401, Map.of("WWW-Authenticate", "Bearer"), "");

    Refusal {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be between 200 and 599: " + status);
        }
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c < ' ' && c != '\t' || c > '~')) {
                throw new IllegalArgumentException("header must be printable ASCII: " + name);
            }
        });
    }

    static Refusal of(int status) {
        return new Refusal(status, Map.of(), "");
    }

    String asHttp() {
        StringBuilder out = new StringBuilder("HTTP/1.1 ").append(status).append(" Refused\r\n");
        headers.forEach(
                (name, value) -> out.append(name).append(": ").append(value).append("\r\n"));
        return out.append("Content-Length: ")
                .append(body.length())
                .append("\r\nConnection: close\r\n\r\n")
                .append(body)
                .toString();
    }
}
