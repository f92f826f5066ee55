// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.examples.cli.TransportChoice;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Client and dev server mean the same by each endpoint: what an administrator asks for arrives at a subscriber. */
class AdminOfDevServerTest {
    private final DevServer server = DevServer.topics().start();
    private final Transport transport = TransportChoice.JDK.open();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final RealtimeClient alice = RealtimeClient.builder(server.url())
            .transport(transport)
            .protocol(JsonDialect.topics())
            .identity(Identity.of("alice_1", "Alice"))
            .token(() -> CompletableFuture.completedFuture(Token.of("user:alice")))
            .build();

    @BeforeEach
    void aliceSubscribes() throws Exception {
        alice.onAny(heard::add);
        for (String topic : new String[] {"device_d 1", "metrics_d 1", "notifications", "performance"}) {
            alice.subscribe(topic, message -> {});
        }
        alice.connect().get(30, TimeUnit.SECONDS);
        server.awaitGroup("performance", 1);
    }

    @AfterEach
    void close() {
        alice.close();
        transport.close();
        server.close();
    }

    private AdminClient admin(String token) {
        return AdminClient.of(transport, server.httpUri())
                .withToken(() -> CompletableFuture.completedFuture(Token.of(token)));
    }

    private String text(String type, String pointer) throws InterruptedException {
        Message message = heard.poll(30, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        assertThat(message.type()).isEqualTo(type);
        Object value = message.payload().as(Map.class).get(pointer);
        return String.valueOf(value);
    }

    private void isHeard(
            Function<AdminClient, CompletableFuture<Sent>> question, String type, String field, String value)
            throws InterruptedException {
        assertThat(AdminStage.result(question.apply(admin("admin:root"))).recipients())
                .isEqualTo(1);
        assertThat(text(type, field)).isEqualTo(value);
    }

    @Test
    void whatIsAskedForArrives() throws InterruptedException {
        isHeard(a -> a.broadcast(new Announcement("system_message", Map.of("t", "1"))), "system_message", "t", "1");
        isHeard(
                a -> a.broadcast(new Announcement("analytics_update", Map.of("t", "2"), "performance")),
                "analytics_update",
                "t",
                "2");
        isHeard(a -> a.sendToUser("alice", new Announcement("custom", Map.of("t", "3"))), "custom", "t", "3");
        isHeard(
                a -> a.deviceAlert(new DeviceAlert("d 1", "odd", "high", "malware")),
                "security_alert",
                "alert_type",
                "malware");
        isHeard(a -> a.liveMetrics("d 1", Map.of("cpu", 7)), "live_metrics", "metrics", "{cpu=7}");
        isHeard(a -> a.notification(Notification.of("t", "m").severity("high")), "notification", "severity", "high");
        isHeard(
                a -> a.notification(Notification.of("t", "m").about("d 1").to("alice")),
                "notification",
                "device_id",
                "d 1");
        isHeard(a -> a.performanceData(Map.of("fps", 60)), "performance_data", "fps", "60");
        isHeard(
                a -> a.deviceAction("d 1", new ActionStatus("cleanup", null, Map.of("freed", 3))),
                "device_action",
                "details",
                "{freed=3}");
    }

    @Test
    void aDeviceIsWatchedOnce() throws InterruptedException {
        AdminClient admin = admin("admin:root");

        Monitored first = AdminStage.result(admin.startMonitoring("d 1", Duration.ofMillis(50)));
        Monitored second = AdminStage.result(admin.startMonitoring("d 1", Duration.ofMillis(50)));

        assertThat(first).isEqualTo(new Monitored("d 1", false));
        assertThat(second).isEqualTo(new Monitored("d 1", true));
        assertThat(text("device_status", "status")).isEqualTo("monitoring");
        assertThat(text("live_metrics", "device_id")).isEqualTo("d 1");
    }

    @Test
    void anybodyMayCount() {
        ServerCounts counts =
                AdminStage.result(AdminClient.of(transport, server.httpUri()).stats());

        assertThat(counts)
                .isEqualTo(new ServerCounts(
                        1, 1, 1, Map.of("device_d 1", 1, "metrics_d 1", 1, "notifications", 1, "performance", 1), 4));
    }

    static Stream<Function<AdminClient, CompletableFuture<?>>> management() {
        return Stream.of(
                a -> a.broadcast(new Announcement("x", Map.of())),
                a -> a.sendToUser("alice", new Announcement("x", Map.of())),
                a -> a.deviceAlert(new DeviceAlert("d 1", "odd")),
                a -> a.liveMetrics("d 1", Map.of()),
                a -> a.notification(Notification.of("t", "m")),
                a -> a.performanceData(Map.of()),
                a -> a.deviceAction("d 1", new ActionStatus("cleanup", "started")),
                a -> a.startMonitoring("d 1", Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @MethodSource("management")
    void onlyAdministratorsManage(Function<AdminClient, CompletableFuture<?>> question) {
        AdminException stranger = AdminStage.failure(question.apply(AdminClient.of(transport, server.httpUri())));
        AdminException forged = AdminStage.failure(question.apply(admin("root")));
        AdminException user = AdminStage.failure(question.apply(admin("user:alice")));

        assertThat(stranger.status()).hasValue(401);
        assertThat(forged.status()).hasValue(401);
        assertThat(user.status()).hasValue(403);
        assertThat(user.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
        assertThat(heard).isEmpty();
    }

    @Test
    void aUserWhoIsNotThereIsNotFound() {
        AdminException error =
                AdminStage.failure(admin("admin:root").sendToUser("a/b c?\u00fc%", new Announcement("x", Map.of())));

        assertThat(error.status()).hasValue(404);
        assertThat(error).hasMessageContaining("the user is not connected");
    }
}
