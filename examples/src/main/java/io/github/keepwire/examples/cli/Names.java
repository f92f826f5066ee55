// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.util.UUID;

/** Names for those who have none: servers tell devices apart by their id. */
public final class Names {
    private Names() {}

    /**
     * Makes a name that no other run has.
     *
     * @param role what it begins with
     * @return the role and eight random digits
     */
    public static String unique(String role) {
        return role + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
