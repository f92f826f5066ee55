// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.auth.Token;
import io.github.keepwire.examples.cli.TransportChoice;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out for each of the nine endpoints: the request line, the headers, the body. */
class AdminRequestsTest {
    private record Metrics(int cpu) {}

    private record Case(String path, String body, Function<AdminClient, CompletableFuture<Sent>> question) {
        @Override
        public String toString() {
            return path + " " + body;
        }
    }

    static Stream<Arguments> posts() {
        return Stream.of(TransportChoice.values()).flatMap(choice -> cases().map(one -> Arguments.of(choice, one)));
    }

    private static Stream<Case> cases() {
        Announcement hello = new Announcement("system_message", Map.of("text", "h\u00e9llo \u20ac"));
        return Stream.of(
                new Case(
                        "/ws/broadcast",
                        "{\"type\":\"system_message\",\"data\":{\"text\":\"h\u00e9llo \u20ac\"}}",
                        admin -> admin.broadcast(hello)),
                new Case(
                        "/ws/broadcast",
                        "{\"type\":\"device_status\",\"data\":{},\"topic\":\"device_status\"}",
                        admin -> admin.broadcast(new Announcement("device_status", Map.of(), "device_status"))),
                new Case(
                        "/ws/send-to-user/alice",
                        "{\"type\":\"system_message\",\"data\":{\"text\":\"h\u00e9llo \u20ac\"}}",
                        admin -> admin.sendToUser("alice", hello)),
                new Case(
                        "/ws/send-to-user/a%2Fb%20c%3F%C3%BC%25%2B%23",
                        "{\"type\":\"x\",\"data\":{}}",
                        admin -> admin.sendToUser("a/b c?\u00fc%+#", new Announcement("x", Map.of()))),
                new Case(
                        "/ws/device-alert",
                        "{\"device_id\":\"d1\",\"message\":\"odd\"}",
                        admin -> admin.deviceAlert(new DeviceAlert("d1", "odd"))),
                new Case(
                        "/ws/device-alert",
                        "{\"device_id\":\"d1\",\"message\":\"odd\",\"severity\":\"high\",\"alert_type\":\"malware\"}",
                        admin -> admin.deviceAlert(new DeviceAlert("d1", "odd", "high", "malware"))),
                new Case(
                        "/ws/live-metrics",
                        "{\"device_id\":\"d1\",\"metrics\":{\"cpu\":7}}",
                        admin -> admin.liveMetrics("d1", new Metrics(7))),
                new Case(
                        "/ws/notification",
                        "{\"title\":\"t\",\"message\":\"m\"}",
                        admin -> admin.notification(Notification.of("t", "m"))),
                new Case(
                        "/ws/notification",
                        "{\"title\":\"t\",\"message\":\"m\",\"type\":\"security\",\"severity\":\"high\","
                                + "\"device_id\":\"d1\",\"user_id\":\"alice\"}",
                        admin -> admin.notification(Notification.of("t", "m")
                                .type("security")
                                .severity("high")
                                .about("d1")
                                .to("alice"))),
                new Case(
                        "/ws/performance-data",
                        "{\"data\":{\"fps\":60}}",
                        admin -> admin.performanceData(Map.of("fps", 60))),
                new Case(
                        "/ws/device-action/d%2F1",
                        "{\"action\":\"cleanup\",\"status\":\"started\"}",
                        admin -> admin.deviceAction("d/1", new ActionStatus("cleanup", "started"))),
                new Case(
                        "/ws/device-action/d1",
                        "{\"action\":\"cleanup\",\"details\":{\"freed\":3}}",
                        admin -> admin.deviceAction("d1", new ActionStatus("cleanup", null, Map.of("freed", 3)))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("posts")
    void aPostSaysWhatItWantsAndWhoWantsIt(TransportChoice transport, Case one) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"success\":true,\"recipients\":3,\"new\":\"field\"}"));

            Sent sent = stage.answer(one.question());

            assertThat(sent.recipients()).isEqualTo(3);
            stage.server()
                    .verify(
                            1,
                            postRequestedFor(urlEqualTo(one.path()))
                                    .withHeader("Authorization", equalTo("Bearer " + AdminStage.SECRET))
                                    .withHeader("Content-Type", matching("application/json.*"))
                                    .withHeader("Accept", equalTo("application/json"))
                                    .withRequestBody(equalToJson(one.body())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void monitoringIsStartedAtAnInterval(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"success\":true,\"device_id\":\"d 1\",\"already_monitored\":true}"));

            Monitored monitored = stage.answer(admin -> admin.startMonitoring("d 1", Duration.ofMillis(1500)));

            assertThat(monitored).isEqualTo(new Monitored("d 1", true));
            stage.server()
                    .verify(postRequestedFor(urlEqualTo("/ws/start-monitoring/d%201"))
                            .withHeader("Authorization", equalTo("Bearer " + AdminStage.SECRET))
                            .withRequestBody(equalToJson("{\"interval_seconds\":1.5}")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCountsAreRead(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"total_connections\":9,\"active_connections\":2,\"total_users\":1,"
                    + "\"subscription_counts\":{\"security\":2},\"average_subscriptions_per_client\":1.5}"));

            ServerCounts counts = stage.answer(AdminClient::stats);

            assertThat(counts).isEqualTo(new ServerCounts(9, 2, 1, Map.of("security", 2), 1.5));
            stage.server()
                    .verify(
                            1,
                            getRequestedFor(urlEqualTo("/ws/stats")).withHeader("Accept", equalTo("application/json")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPathInFrontIsKept(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"recipients\":0}"));
            for (String path : new String[] {"/api/v1", "/api/v1/"}) {
                AdminClient admin =
                        AdminClient.of(stage.transport(), stage.base().resolve(path));

                AdminStage.result(admin.performanceData(Map.of()));
            }

            stage.server()
                    .verify(
                            2,
                            postRequestedFor(urlEqualTo("/api/v1/ws/performance-data"))
                                    .withoutHeader("Authorization"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsAskedForBeforeEveryCall(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"recipients\":0}"));
            AtomicInteger asked = new AtomicInteger();
            AdminClient admin = AdminClient.of(stage.transport(), stage.base())
                    .withToken(() -> CompletableFuture.completedFuture(Token.of("token-" + asked.incrementAndGet())));

            AdminStage.result(admin.performanceData(Map.of()));
            AdminStage.result(admin.performanceData(Map.of()));

            for (int i = 1; i <= 2; i++) {
                stage.server()
                        .verify(
                                1,
                                postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer token-" + i)));
            }
        }
    }

    @Test
    void whatCannotBeAskedIsRefusedAtOnce() {
        try (var stage = AdminStage.over(TransportChoice.JDK)) {
            AdminClient admin = stage.admin();

            for (String name : new String[] {"", ".", ".."}) {
                assertThatThrownBy(() -> admin.sendToUser(name, new Announcement("x", Map.of())))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("userId must be neither empty nor dots: '" + name + "'");
                assertThatThrownBy(() -> admin.startMonitoring(name, Duration.ofSeconds(1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("deviceId");
            }
            assertThatThrownBy(() -> admin.startMonitoring("d1", Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("every must be positive: PT0S");
            assertThatThrownBy(() -> admin.performanceData(new Object()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a body that cannot be written as JSON");
            assertThatThrownBy(() -> admin.withTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThat(stage.server().getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void anAddressIsCheckedAndItsSecretsAreNotRepeated() {
        try (var stage = AdminStage.over(TransportChoice.JDK)) {
            for (String base :
                    new String[] {"ws://host/", "http://host/?token=4711", "http://4711@host/", "http:///x"}) {
                assertThatThrownBy(() -> AdminClient.of(stage.transport(), URI.create(base)))
                        .as(base)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageNotContaining("4711");
            }
        }
    }

    @Test
    void itTellsWhereItLeadsAndNoToken() {
        try (var stage = AdminStage.over(TransportChoice.JDK)) {
            assertThat(stage.admin()).hasToString("AdminClient of " + stage.base() + " over jdk");
        }
    }
}
