// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.testkit.contract.TransportContract;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.TransportSettings;

class JdkTransportContractTest implements TransportContract {
    @Override
    public Transport transport(TransportSettings settings) {
        return new JdkTransport(settings);
    }
}
