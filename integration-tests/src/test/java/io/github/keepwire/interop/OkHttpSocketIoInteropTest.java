// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import org.junit.jupiter.api.Nested;

class OkHttpSocketIoInteropTest {
    @Nested
    class Talk extends SocketIoTalk {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }

    @Nested
    class Life extends SocketIoLife {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }

    @Nested
    class Faults extends SocketIoFaults {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }

    @Nested
    class Places extends SocketIoPlaces {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }

    @Nested
    class Tokens extends SocketIoTokens {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }

    @Nested
    class Diagnosis extends SocketIoDiagnosis {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }

    @Nested
    class Words extends SocketIoWords {
        @Override
        Transport transport() {
            return new OkHttpTransport();
        }
    }
}
