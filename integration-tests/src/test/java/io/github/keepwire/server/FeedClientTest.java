// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.Channel;
import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole clients, subscribed to the dev server's topics and channels over real sockets. */
@ParameterizedClass
@MethodSource("transports")
class FeedClientTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());

    private final Transport transport;
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

    FeedClientTest(Transport transport) {
        this.transport = transport;
    }

    static List<Named<Transport>> transports() {
        return TRANSPORTS.stream()
                .map(transport -> Named.of(transport.name(), transport))
                .toList();
    }

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    @Test
    void aTopicIsHeardAndAnotherIsNot() throws Exception {
        try (DevServer server = DevServer.topics().start();
                RealtimeClient monitor = server.client("monitor", settings -> settings.transport(transport))) {
            Subscription status = monitor.subscribe("device_status", heard::add);
            status.confirmed().get(20, SECONDS);
            server.awaitGroup("device_status", 1);

            server.publish("notifications", "notification", Map.of("title", "not for us"));
            server.publish("device_status", "device_status", Map.of("device_id", "d1", "battery", 80));

            Message message = heard.poll(20, SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.type()).isEqualTo("device_status");
            assertThat(message.payload().field("battery")).isEqualTo("80");
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void aTopicWithListenersOfItsOwnHearsTheSame() throws Exception {
        try (DevServer server = DevServer.topics().start();
                RealtimeClient monitor = server.client("monitor", settings -> settings.transport(transport))) {
            Channel status = monitor.channel("device_status");
            status.on("device_status", heard::add);
            status.subscribe().get(20, SECONDS);
            server.awaitGroup("device_status", 1);

            server.publish("device_status", "device_status", Map.of("device_id", "d1", "battery", 80));

            Message message = heard.poll(20, SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.payload().field("battery")).isEqualTo("80");
            assertThat(status.send("note", 1).accepted()).failsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void channelsAreSubscribedToAgainAfterACut() throws Exception {
        try (DevServer server = DevServer.channels().start();
                RealtimeClient viewer = server.client("viewer", settings -> settings.transport(transport))) {
            Subscription gesture = viewer.subscribe("gesture", heard::add);
            gesture.confirmed().get(20, SECONDS);
            BlockingQueue<Subscription.State> states = new LinkedBlockingQueue<>();
            gesture.onState(change -> states.add(change.current()));

            server.link(viewer).cut();
            await(states, Subscription.State.SUBSCRIBING);
            server.link(viewer).restore();
            await(states, Subscription.State.ACTIVE);
            server.broadcast("gesture", Map.of("type", "wave"));

            Message message = heard.poll(20, SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.payload().field("type")).isEqualTo("wave");
        }
    }

    /** Passes over what is told late. */
    private static void await(BlockingQueue<Subscription.State> states, Subscription.State wanted) throws Exception {
        for (Subscription.State state = states.poll(20, SECONDS); state != wanted; state = states.poll(20, SECONDS)) {
            assertThat(state).as("a state before " + wanted).isNotNull();
        }
    }
}
