// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.testkit.contract.TransportContract;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.TransportSettings;

class OkHttpTransportContractTest implements TransportContract {
    @Override
    public Transport transport(TransportSettings settings) {
        return new OkHttpTransport(settings);
    }
}
