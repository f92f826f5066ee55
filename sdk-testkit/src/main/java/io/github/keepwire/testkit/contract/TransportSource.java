// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.TransportSettings;

/** Where a contract gets the transport under test from. */
public interface TransportSource {
    /**
     * Makes the transport under test.
     *
     * @param settings TLS and proxy
     * @return a new transport, which the contract closes
     */
    Transport transport(TransportSettings settings);
}
