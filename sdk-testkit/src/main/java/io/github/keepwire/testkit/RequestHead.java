// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The request line and headers of an HTTP request, as a client sent them.
 *
 * @param line the request line
 * @param headers every value of each name, found in any case
 */
public record RequestHead(String line, Map<String, List<String>> headers) {
    private static final int LARGEST = 64 * 1024;

    static RequestHead read(InputStream in) throws IOException {
        String line = readLine(in);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).trim();
            headers.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(header.substring(colon + 1).trim());
        }
        return new RequestHead(line, Collections.unmodifiableMap(headers));
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LARGEST) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the client ended the stream within the head of its request");
            }
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        throw new IOException("the client sent a header line over " + LARGEST + " characters");
    }

    /**
     * The method of the request.
     *
     * @return such as {@code GET}
     */
    public String method() {
        return line.substring(0, line.indexOf(' '));
    }

    /**
     * The target of the request.
     *
     * @return path and query, as sent
     */
    public String target() {
        int first = line.indexOf(' ');
        return line.substring(first + 1, line.lastIndexOf(' '));
    }

    /**
     * One header.
     *
     * @param name its name, in any case
     * @return its values joined by a comma, or empty if it was not sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(", ", values));
    }

    boolean isUpgrade() {
        return header("Upgrade").orElse("").toLowerCase(Locale.ROOT).equals("websocket");
    }
}
