// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static io.github.keepwire.testkit.server.PlainClient.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dev server as a user has it in a static field: one for all tests, emptied before each. */
class StaticFieldExtensionTest {
    @RegisterExtension
    static final DevServer SERVER = DevServer.echo().requireToken("of all tests");

    private static URI shared;

    @BeforeAll
    static void theServerRunsBeforeTheFirstTest() {
        shared = SERVER.url();
    }

    @RepeatedTest(2)
    void eachTestFindsTheSharedServerEmptied() throws Exception {
        assertThat(SERVER.url()).isEqualTo(shared);
        assertThat(SERVER.received()).isEmpty();
        assertThat(welcome("of all tests").send("hello").next()).isEqualTo("hello");

        SERVER.requireToken("of this test");
        SERVER.refuseNext(503);
        SERVER.refuseNext(503);

        assertThatThrownBy(() -> welcome("of this test")).isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class InANestedClass {
        @Test
        void theSharedServerStillRuns() throws Exception {
            assertThat(welcome("of all tests").send("hello").next()).isEqualTo("hello");
        }
    }

    @Test
    void theSharedServerRunsAfterANestedClass() {
        assertThat(SERVER.url()).isEqualTo(shared);
    }

    private static PlainClient welcome(String token) {
        return connect(SERVER.url(), "Authorization", "Bearer " + token);
    }
}
