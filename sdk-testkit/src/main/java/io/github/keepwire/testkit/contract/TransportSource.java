// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import io.github.keepwire.transport.Transport;
import java.util.Set;

/** Where a contract gets the transport under test from. */
public interface TransportSource {
    /**
     * Makes the transport under test.
     *
     * @param settings TLS and proxy
     * @return a new transport, which the contract closes
     */
    Transport transport(Transport.Settings settings);

    /**
     * Threads that a library keeps for the whole process, so that closing a transport cannot end them.
     *
     * @return what their names begin with; empty unless overridden
     */
    default Set<String> threadsOfTheProcess() {
        return Set.of();
    }
}
