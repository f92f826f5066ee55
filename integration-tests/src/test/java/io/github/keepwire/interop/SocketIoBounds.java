// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.SendOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is large, between our client and the official server; once for each transport. */
abstract class SocketIoBounds extends SocketIoStage {
    private static final int MEBI = 1 << 20;
    private static final int LIMIT = 20 * MEBI;
    private static final SendOptions PATIENT = SendOptions.acked(ofSeconds(60));

    private NodeServer roomy;

    @BeforeAll
    void startRoomyServer() throws Exception {
        roomy = NodeServer.start(Map.of("MAX_BYTES", Integer.toString(17 * MEBI)));
    }

    @AfterAll
    void stopRoomyServer() {
        if (roomy != null) {
            roomy.close();
        }
    }

    private RealtimeClient roomyClient() throws Exception {
        return connected(
                roomy,
                "",
                builder -> builder.maxMessageBytes(LIMIT)
                        .validator(MessageValidator.defaults().maxBytes(LIMIT))
                        .outbox(Outbox.inMemory().maxBytes(4L * LIMIT)));
    }

    private static Outcome sent(RealtimeClient client, String event, Object payload) throws Exception {
        return client.send(event, payload, PATIENT).outcome().get(60, TimeUnit.SECONDS);
    }

    @Test
    void sixteenMebibytesTravelBothWays() throws Exception {
        RealtimeClient client = roomyClient();
        String large = "x".repeat(16 * MEBI);

        assertThat(sent(client, "echo", large).reply().as(String.class)).isEqualTo(large);

        client.send("say-back", large, PATIENT.timeToLive(ofSeconds(60)));
        assertThat(next("back").payload().as(String.class)).isEqualTo(large);
    }

    @Test
    void whatIsTooLargeForTheServerIsRefusedBeforeAnythingIsWritten() throws Exception {
        RealtimeClient client = roomyClient();
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
        long before = client.stats().traffic().out().bytes();

        Outcome outcome = sent(client, "echo", "x".repeat(18 * MEBI));

        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(outcome.error().code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(outcome.error()).hasMessageContaining("the server takes " + 17 * MEBI);
        assertThat(ack(client, "echo", 2).json()).isEqualTo("2");
        assertThat(client.stats().traffic().out().bytes() - before).isLessThan(1000);
        assertThat(client.stats().health().connections()).isEqualTo(1);
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }
}
