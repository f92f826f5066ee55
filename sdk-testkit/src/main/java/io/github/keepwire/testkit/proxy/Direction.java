// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
    /** From the client, who connected, to the server. */
    TO_SERVER,

    /** From the server to the client. */
    TO_CLIENT;

    Direction opposite() {
        return this == TO_SERVER ? TO_CLIENT : TO_SERVER;
    }
}
