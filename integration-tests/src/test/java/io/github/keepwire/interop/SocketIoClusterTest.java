// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("cluster")
class SocketIoClusterTest {
    @Nested
    class Jdk extends SocketIoCluster {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class OkHttp extends SocketIoCluster {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }
}
