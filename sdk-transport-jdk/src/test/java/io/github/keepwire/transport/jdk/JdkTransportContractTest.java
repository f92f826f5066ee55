// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.testkit.contract.TransportContract;
import io.github.keepwire.transport.Transport;

class JdkTransportContractTest implements TransportContract {
    @Override
    public Transport transport(Transport.Settings settings) {
        return new JdkTransport(settings);
    }
}
