// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.Frame;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Messages of 16 MiB, both ways, through each dialect that reads JSON: one limit of the client is all there is to raise. */
class LargeMessagesTest {
    private static final int LIMIT = 20 << 20;
    private static final String LARGE = "x".repeat(16 << 20);

    private final ManualTime time = new ManualTime(7);
    private final List<Message> heard = new ArrayList<>();
    private RealtimeClient client;

    private void connect(Protocol dialect, UnaryOperator<RealtimeClientBuilder> settings) {
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://large.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(new Echo()))
                .protocol(dialect)
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()));
        client = settings.apply(builder).build();
        client.onAny(heard::add);
        client.connect();
        run();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    private void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private static RealtimeClientBuilder wide(RealtimeClientBuilder builder) {
        return builder.maxMessageBytes(LIMIT)
                .validator(MessageValidator.defaults().maxBytes(LIMIT))
                .outbox(Outbox.inMemory().maxBytes(4L * LIMIT));
    }

    private void travelsBothWays() {
        Receipt receipt = client.send("big", LARGE);
        run();

        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.SENT);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).payload().as(String.class)).isEqualTo(LARGE);
    }

    @Test
    void aJsonDialectCarriesThem() {
        connect(JsonDialect.channels(), LargeMessagesTest::wide);
        travelsBothWays();
    }

    @Test
    void socketIoCarriesThem() {
        connect(SocketIo.defaults(), LargeMessagesTest::wide);
        travelsBothWays();
    }

    @Test
    void theyAreNotTakenUnlessSomebodyWantsThem() {
        connect(
                JsonDialect.channels(),
                builder -> builder.outbox(Outbox.inMemory().maxBytes(4L * LIMIT)));
        Receipt receipt = client.send("big", LARGE);
        run();

        assertThat(receipt.outcome()).isCompletedExceptionally();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsWithinTheLimitOutMayBeBeyondTheOneIn() {
        connect(JsonDialect.channels(), builder -> wide(builder).maxMessageBytes(1 << 20));
        Receipt receipt = client.send("big", LARGE);
        run();

        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.SENT);
        assertThat(heard).isEmpty();
        assertThat(client.state()).isEqualTo(ConnectionState.RECONNECTING);
    }

    /** Says back what it hears, and speaks first where the dialect wants that. */
    private static final class Echo implements LoopbackTransport.Server {
        @Override
        public void opened(LoopbackTransport.Server.Peer peer) {
            if (peer.request().uri().toString().contains("EIO=4")) {
                peer.send("0{\"sid\":\"e\",\"pingInterval\":25000,\"pingTimeout\":20000}");
            }
        }

        @Override
        public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
            peer.send(frame.text().equals("40") ? "40{\"sid\":\"s\"}" : frame.text());
        }
    }
}
