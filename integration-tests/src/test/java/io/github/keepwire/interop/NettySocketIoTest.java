// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import org.junit.jupiter.api.Nested;

class NettySocketIoTest {
    @Nested
    class Jdk extends NettyTalk {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class OkHttp extends NettyTalk {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }
}
