// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One segment of a path, whatever its name holds: {@code a/b c?} is {@code a%2Fb%20c%3F}. */
final class Segment {
    private Segment() {}

    /**
     * Encodes a name.
     *
     * @throws IllegalArgumentException for a name that is no segment: an empty one leads elsewhere, and so do {@code .} and
     *     {@code ..}, which HTTP clients resolve even if they are encoded
     */
    static String of(String what, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(what + " must be neither empty nor dots: '" + name + "'");
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
