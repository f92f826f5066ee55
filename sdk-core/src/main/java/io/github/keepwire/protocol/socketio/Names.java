// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names that mean something to the protocol itself, and what a namespace may be called. */
final class Names {
    /** What neither side may call an event: the libraries' own events. */
    static final Set<String> RESERVED = Collections.unmodifiableSet(new HashSet<>(
            Arrays.asList("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")));

    static final int MAX_LENGTH = 256;

    private Names() {}

    /**
     * What is wrong with the name of a namespace.
     *
     * @return the rule that it breaks, or null
     */
    static @Nullable String problemWith(String namespace) {
        if (!namespace.startsWith("/")) {
            return "a namespace begins with /";
        }
        if (namespace.indexOf(',') >= 0 || namespace.indexOf('?') >= 0) {
            return "a namespace has neither comma nor question mark";
        }
        return namespace.length() > MAX_LENGTH ? "a namespace has at most " + MAX_LENGTH + " characters" : null;
    }
}
