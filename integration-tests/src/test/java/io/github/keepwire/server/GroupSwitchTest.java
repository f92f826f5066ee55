// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.Room;
import io.github.keepwire.message.Message;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A device moves from one group to another over real sockets, to a server that has it in one at a time. */
@ParameterizedClass
@MethodSource("transports")
class GroupSwitchTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());

    private final Transport transport;
    private final DevServer server = DevServer.deviceEnvelope().start();
    private final BlockingQueue<Message> heardInA = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> heardInB = new LinkedBlockingQueue<>();
    private RealtimeClient camera;

    GroupSwitchTest(Transport transport) {
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

    @BeforeEach
    void aCameraInGroupAAndAMonitorInEach() throws Exception {
        server.client("monitor_a", settings -> monitor(settings, "a")).on("ping", heardInA::add);
        server.client("monitor_b", settings -> monitor(settings, "b")).on("ping", heardInB::add);
        camera = server.client(
                "camera",
                settings -> settings.transport(transport)
                        .protocol(JsonDialect.deviceEnvelope().register(Map.of("mode", "cctv"))));
        camera.room("a").join().get(20, SECONDS);
        server.awaitGroup("a", 2);
    }

    private void monitor(RealtimeClientBuilder settings, String group) {
        settings.transport(transport).protocol(JsonDialect.deviceEnvelope().group(group));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void moveToB() throws Exception {
        Room next = camera.room("b");
        next.join().get(20, SECONDS);
        camera.room("a").leave().get(20, SECONDS);
        server.awaitGroup("b", 2);
    }

    private List<String> registeredGroups() {
        return server.received("deviceRegister").stream().map(this::group).toList();
    }

    private String group(Received frame) {
        return frame.text("/payload/groupId").orElse("-");
    }

    private void onlyBHears() throws Exception {
        camera.send("ping", Map.of());

        Message heard = heardInB.poll(20, SECONDS);
        assertThat(heard).isNotNull();
        assertThat(heard.payload().field("groupId")).isEqualTo("b");
        assertThat(heardInA).isEmpty();
        assertThat(server.awaitGroup("a", 1)).hasSize(1);
    }

    @Test
    void aDeviceThatMovesIsKnownAndHeardInTheNewGroupOnly() throws Exception {
        moveToB();

        await().untilAsserted(() -> assertThat(registeredGroups()).containsExactly("-", "a", "b"));
        onlyBHears();
    }

    @Test
    void aDeviceThatMovedIsInTheNewGroupOnlyAfterAReconnect() throws Exception {
        moveToB();
        server.link(camera).cut();
        server.awaitGroup("b", 1);
        server.link(camera).restore();

        server.awaitGroup("b", 2);
        await().untilAsserted(() -> assertThat(registeredGroups()).containsExactly("-", "a", "b", "-", "b"));
        onlyBHears();
    }

    @Test
    void aDeviceThatMovesDuringAnOutageNeverEntersTheOldGroupAgain() throws Exception {
        server.link(camera).cut();
        server.awaitGroup("a", 1);
        var joined = camera.room("b").join();
        camera.room("a").leave();
        server.link(camera).restore();

        joined.get(20, SECONDS);
        server.awaitGroup("b", 2);
        await().untilAsserted(() -> assertThat(registeredGroups()).containsExactly("-", "a", "-", "b"));
        onlyBHears();
    }
}
