// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.device;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dev server as a user has it in a field: a fresh one for each test. */
class InstanceFieldExtensionTest {
    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    @RepeatedTest(2)
    void eachTestHasAServerThatHasSeenNothing() {
        assertThat(server.received()).isEmpty();

        device(server.url(), "camera");

        assertThat(server.await("deviceRegister", 1)).hasSize(1);
    }

    @Nested
    class InANestedClass {
        @Test
        void theOuterServerRuns() {
            device(server.url(), "camera");

            assertThat(server.awaitDevice("camera").isOpen()).isTrue();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithOneInstanceForAllTests {
        @RegisterExtension
        final DevServer own = DevServer.echo();

        private URI first;

        @RepeatedTest(2)
        void theServerIsSharedAndEmptied() throws Exception {
            assertThat(own.received()).isEmpty();
            first = first == null ? own.url() : first;

            PlainClient.connect(own.url()).send("hello").next();

            assertThat(own.url()).isEqualTo(first);
        }
    }
}
