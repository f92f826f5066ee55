// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Listeners that throw, exceptions and errors: each is told once, the others are called, and the connection stays. */
class ThrowingListenerTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<ErrorEvent> errors = new LinkedBlockingQueue<>();

    @ParameterizedTest(name = "{0}")
    @ArgumentsSource(EachTransport.class)
    void oneThatThrowsHarmsNeitherTheOthersNorTheConnection(Transport transport) throws Exception {
        try (DevServer server = DevServer.deviceEnvelope().start()) {
            RealtimeClient client = server.client("d", settings -> settings.transport(transport));
            listen(client);

            server.broadcast(Envelope.of("exception"));
            assertThat(next(heard)).isEqualTo("exception");
            assertThat(next(errors).error()).hasCauseInstanceOf(IllegalStateException.class);
            server.broadcast(Envelope.of("error"));
            assertThat(next(heard)).isEqualTo("error");
            assertThat(next(errors).error()).hasCauseInstanceOf(StackOverflowError.class);
            server.broadcast(Envelope.of("fine"));
            assertThat(next(heard)).isEqualTo("fine");

            assertThat(errors).as("each told once").isEmpty();
            assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
            assertThat(server.link(client).accepted())
                    .as("one connection all along")
                    .isOne();
        }
    }

    private void listen(RealtimeClient client) {
        client.on("exception", message -> {
            throw new IllegalStateException("planned");
        });
        client.on("error", message -> {
            throw new StackOverflowError("planned");
        });
        client.onError(event -> {
            assertThat(event.error().code()).isEqualTo(ErrorCode.LISTENER_FAILED);
            errors.add(event);
        });
        client.onAny(message -> heard.add(message.type()));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
