// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Message;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.transport.Frame;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoProtocolTest {
    private final ManualTime time = new ManualTime(1);
    private final List<String> onTheWire = new ArrayList<>();
    private final List<Message> heard = new ArrayList<>();
    private final List<LoopbackTransport.Server.Peer> peers = new ArrayList<>();
    private final RealtimeClient client = RealtimeClient.builder(URI.create("ws://echo.test/"))
            .transport(LoopbackTransport.to(new Recorder()))
            .environment(time.environment())
            .protocol(new EchoProtocol())
            .token(() -> CompletableFuture.completedFuture(Token.of("secret")))
            .build();

    /** Writes down what comes and sends it back. */
    private final class Recorder implements LoopbackTransport.Server {
        @Override
        public void opened(LoopbackTransport.Server.Peer peer) {
            peers.add(peer);
        }

        @Override
        public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
            onTheWire.add(frame.text());
            peer.send(frame);
        }
    }

    @BeforeEach
    void connect() {
        client.onAny(heard::add);
        client.connect();
        time.run();
    }

    @Test
    void whatIsSentIsThePayloadAlone() {
        client.send("any type", Map.of("a", 1));
        time.run();

        assertThat(onTheWire).containsExactly("{\"a\":1}");
        assertThat(heard).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo("message");
            assertThat(message.payload().json()).isEqualTo("{\"a\":1}");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1}      | {"a": 1}
            42            | 42
            hello, you    | "hello, you"
            {"a":         | "{\\"a\\":"
            """)
    void textThatIsNotJsonBecomesAString(String frame, String payload) {
        peers.get(0).send(frame);
        time.run();

        assertThat(heard)
                .singleElement()
                .satisfies(message -> assertThat(message.payload().json()).isEqualTo(payload));
    }

    @Test
    void bytesAreToldAsBase64() {
        peers.get(0).send(Frame.binary(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        time.run();

        assertThat(heard)
                .singleElement()
                .satisfies(message -> assertThat(message.payload().json()).isEqualTo("{\"base64\":\"AQID\"}"));
    }

    @Test
    void theTokenTravelsInTheHeader() {
        assertThat(peers.get(0).request().headers()).containsEntry("Authorization", "Bearer secret");
    }

    @Test
    void thereIsNoHeartbeatOnTheWire() {
        time.advance(Duration.ofMinutes(2));

        assertThat(onTheWire).isEmpty();
    }
}
