// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process that wants an outbox that is in use. */
class SecondProcessTest {
    @TempDir
    Path directory;

    @Test
    void itIsRefusedAtOnceAndTheFirstGoesOnUndisturbed() throws Exception {
        try (JdkTransport transport = new JdkTransport();
                RealtimeClient first = RealtimeClient.builder(URI.create("ws://127.0.0.1:1/"))
                        .transport(transport)
                        .identity(Identity.of("d", "D"))
                        .outbox(Outbox.durable(outbox()))
                        .build()) {
            accept(first, "before");

            assertThat(intrude()).isEqualTo("refused STORE_FAILED");

            accept(first, "after");
            first.closeAsync(Duration.ZERO).get(20, TimeUnit.SECONDS);
        }
        assertThat(intrude()).as("once it is free").isEqualTo("opened with 2");
    }

    private static void accept(RealtimeClient client, String id) throws Exception {
        Message message = Message.builder("order").id(id).payload(id).build();
        client.send(message, SendOptions.acked(Duration.ofSeconds(5)))
                .accepted()
                .get(20, TimeUnit.SECONDS);
    }

    private String intrude() throws Exception {
        Process process = Child.of(Intruder.class).start(directory.resolve("errors"), outbox().toString());
        String said = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private Path outbox() {
        return directory.resolve("outbox");
    }
}
