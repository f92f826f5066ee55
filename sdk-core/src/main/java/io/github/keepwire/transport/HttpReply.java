// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer to an {@link HttpCall}. Immutable; its {@code toString} tells the status only.
 *
 * @param status the HTTP status
 * @param headers names (in any case) and values; several values of one name are joined by a comma
 * @param body the body, read as UTF-8; empty if there was none
 */
public record HttpReply(int status, Map<String, String> headers, String body) {
    /** Copies the headers, so that they are found whatever the case of their name. */
    public HttpReply {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * One header.
     *
     * @param name its name, in any case
     * @return its value, or empty if the server did not send it
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return "HTTP status " + status;
    }
}
