// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import org.junit.jupiter.api.Nested;

class JdkSocketIoInteropTest {
    @Nested
    class Talk extends SocketIoTalk {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class Life extends SocketIoLife {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class Faults extends SocketIoFaults {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class Places extends SocketIoPlaces {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class Tokens extends SocketIoTokens {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class Diagnosis extends SocketIoDiagnosis {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }

    @Nested
    class Words extends SocketIoWords {
        @Override
        Transport transport() {
            return new JdkTransport();
        }
    }
}
