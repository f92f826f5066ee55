// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static java.util.Objects.requireNonNull;

/**
 * Who sends: a device as the server knows it.
 *
 * @param id its stable id
 * @param name a name for people
 */
public record Identity(String id, String name) {
    /** Stands for a sender that does not say who it is. */
    public static final Identity ANONYMOUS = new Identity("", "");

    /** Checks the parts. */
    public Identity {
        Names.check("identity id", requireNonNull(id, "id"), true);
        Names.check("identity name", requireNonNull(name, "name"), true);
    }

    /**
     * Names a device.
     *
     * @param id its stable id: at most 256 characters, no control characters
     * @param name a name for people, likewise
     * @return the identity
     * @throws IllegalArgumentException if either breaks the rules
     */
    public static Identity of(String id, String name) {
        return new Identity(id, name);
    }
}
