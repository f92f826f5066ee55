// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.testkit.contract.TransportContract;
import io.github.keepwire.transport.Transport;
import java.util.Set;

class OkHttpTransportContractTest implements TransportContract {
    @Override
    public Transport transport(Transport.Settings settings) {
        return new OkHttpTransport(settings);
    }

    /** OkHttp and Okio share one helper thread each between all clients, and end them when they were idle for a minute. */
    @Override
    public Set<String> threadsOfTheProcess() {
        return Set.of("OkHttp TaskRunner", "Okio Watchdog");
    }
}
