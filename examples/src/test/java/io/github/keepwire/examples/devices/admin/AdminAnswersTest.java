// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.examples.cli.TransportChoice;
import io.github.keepwire.testkit.ClosedPort;
import io.github.keepwire.transport.HttpCall;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of every answer but the right one. */
class AdminAnswersTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    static Stream<Arguments> refusals() {
        return Stream.of(TransportChoice.values())
                .flatMap(choice -> Stream.of(
                        Arguments.of(choice, 302, ErrorCode.REJECTED_BY_SERVER, false),
                        Arguments.of(choice, 400, ErrorCode.REJECTED_BY_SERVER, false),
                        Arguments.of(choice, 401, ErrorCode.AUTHENTICATION_REFUSED, false),
                        Arguments.of(choice, 403, ErrorCode.AUTHENTICATION_REFUSED, false),
                        Arguments.of(choice, 404, ErrorCode.REJECTED_BY_SERVER, false),
                        Arguments.of(choice, 408, ErrorCode.REJECTED_BY_SERVER, true),
                        Arguments.of(choice, 429, ErrorCode.RATE_LIMITED, true),
                        Arguments.of(choice, 500, ErrorCode.HTTP_FAILED, true),
                        Arguments.of(choice, 503, ErrorCode.HTTP_FAILED, true)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusals")
    void aStatusBecomesAnErrorThatSaysWhetherToTryAgain(
            TransportChoice transport, int status, ErrorCode code, boolean retryable) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(aResponse().withStatus(status).withBody("{\"error\":\"not\nnow\"}"));

            AdminException error = failure(stage);

            assertThat(error.code()).isEqualTo(code);
            assertThat(error.retryable()).isEqualTo(retryable);
            assertThat(error.status()).hasValue(status);
            assertThat(error.excerpt()).isEqualTo("{\"error\":\"not\\u000anow\"}");
            assertThat(error.retryAfter()).isEmpty();
            assertThat(error)
                    .hasMessageStartingWith("POST " + stage.base() + "/ws/performance-data was answered with " + status)
                    .hasMessageEndingWith(": " + error.excerpt());
            assertThat(stage.server().getAllServeEvents()).as("attempts").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatTheServerRepeatsIsNotRepeated(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            String late = "x".repeat(190);
            stage.answering(aResponse().withStatus(401).withBody(late + AdminStage.SECRET + " is unknown"));
            assertThat(failure(stage).excerpt()).startsWith(late + "*** is").hasSizeLessThan(210);

            stage.answering(okJson("{\"recipients\":\"" + AdminStage.SECRET + "\"}"));
            assertThat(failure(stage).excerpt()).isEqualTo("{\"recipients\":\"***\"}");

            stage.answering(okJson(AdminStage.SECRET));
            assertThat(failure(stage).excerpt()).isEqualTo("***");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerMaySayHowLongToWait(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            assertThat(wait(stage, "7", null)).hasValue(Duration.ofSeconds(7));
            assertThat(wait(stage, "Thu, 15 Jan 2026 12:01:30 GMT", null)).hasValue(Duration.ofSeconds(90));
            assertThat(wait(stage, "Thu, 15 Jan 2026 12:01:30 GMT", "Thu, 15 Jan 2026 12:01:00 GMT"))
                    .as("by the server's own clock")
                    .hasValue(Duration.ofSeconds(30));
            assertThat(wait(stage, "Thu, 15 Jan 2026 11:00:00 GMT", null)).hasValue(Duration.ZERO);
            for (String nonsense : new String[] {"soon", "-1", "1.5", "99999999999999999999", "Thu, 99 Jan 2026"}) {
                assertThat(wait(stage, nonsense, null)).as(nonsense).isEmpty();
            }
        }
    }

    private static Optional<Duration> wait(AdminStage stage, String retryAfter, String date) {
        ResponseDefinitionBuilder answer = aResponse().withStatus(429).withHeader("Retry-After", retryAfter);
        stage.answering(date == null ? answer : answer.withHeader("Date", date));
        AdminClient admin = stage.admin().withClock(Clock.fixed(NOON, ZoneOffset.UTC));
        return AdminStage.failure(admin.performanceData(Map.of())).retryAfter();
    }

    static Stream<Arguments> uselessAnswers() {
        return Stream.of(TransportChoice.values())
                .flatMap(choice -> Stream.of(
                        Arguments.of(choice, page("text/html"), "HTML instead of JSON"),
                        Arguments.of(choice, page("application/json"), "HTML instead of JSON"),
                        Arguments.of(choice, aResponse(), "an empty body"),
                        Arguments.of(choice, aResponse().withStatus(204), "an empty body"),
                        Arguments.of(choice, okJson("  \n"), "an empty body"),
                        Arguments.of(choice, okJson("{\"success\":true,\"recip"), "JSON that ends too soon"),
                        Arguments.of(choice, okJson("[]"), "no JSON object"),
                        Arguments.of(choice, okJson("null"), "no JSON object"),
                        Arguments.of(choice, okJson("{}"), "something else than expected"),
                        Arguments.of(choice, okJson("{\"recipients\":null}"), "something else than expected"),
                        Arguments.of(choice, okJson("{\"recipients\":{}}"), "something else than expected"),
                        Arguments.of(choice, okJson("{\"recipients\":1} {}"), "something else than expected"),
                        Arguments.of(choice, okJson("[".repeat(100_000)), "something else than expected")));
    }

    private static ResponseDefinitionBuilder page(String type) {
        return aResponse().withHeader("Content-Type", type).withBody("<!doctype html><h1>Welcome to the hotel</h1>");
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("uselessAnswers")
    void anAnswerOfNoUseIsNeitherBelievedNorTriedAgain(
            TransportChoice transport, ResponseDefinitionBuilder answer, String why) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(answer);

            AdminException error = failure(stage);

            assertThat(error).hasMessageContaining(" and " + why);
            assertThat(error.getMessage()).hasSizeLessThan(400);
            assertThat(error.code()).isEqualTo(ErrorCode.PAYLOAD_MISMATCH);
            assertThat(error.retryable()).isFalse();
            assertThat(error.status().orElseThrow()).isBetween(200, 204);
        }
    }

    @ParameterizedTest
    @EnumSource
    void successMayBeDenied(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"success\":false,\"recipients\":0,\"error\":\"asleep\"}"));

            AdminException error = failure(stage);

            assertThat(error.code()).isEqualTo(ErrorCode.REJECTED_BY_SERVER);
            assertThat(error).hasMessageContaining("asleep");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsTooLargeIsNotRead(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"recipients\":1,\"x\":\"" + "y".repeat(HttpCall.MAX_REPLY_BYTES) + "\"}"));

            AdminException error = failure(stage);

            assertThat(error.code()).isEqualTo(ErrorCode.HTTP_FAILED);
            assertThat(error.status()).isEmpty();
            assertThat(error).hasMessageContaining("1048576 bytes");
        }
    }

    static Stream<Arguments> breaks() {
        return Stream.of(TransportChoice.values())
                .flatMap(choice -> Stream.of(Fault.values()).map(fault -> Arguments.of(choice, fault)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("breaks")
    void aConnectionThatBreaksIsNoAnswer(TransportChoice transport, Fault fault) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(aResponse().withFault(fault));

            AdminException error = failure(stage);

            assertThat(error.code()).isEqualTo(ErrorCode.HTTP_FAILED);
            assertThat(error.retryable()).isTrue();
            assertThat(error.status()).isEmpty();
            assertThat(error.excerpt()).isEmpty();
            assertThat(error).hasMessageContaining("had no answer: ");
            assertThat(stage.server().getAllServeEvents()).as("attempts").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatTakesTooLongIsGivenUp(TransportChoice transport) {
        try (var stage = AdminStage.over(transport)) {
            stage.answering(okJson("{\"recipients\":1}").withFixedDelay(60_000));
            AdminClient admin = stage.admin().withTimeout(Duration.ofMillis(300));

            AdminException error = AdminStage.failure(admin.performanceData(Map.of()));

            assertThat(error.retryable()).isTrue();
            assertThat(error).hasMessageContaining("had no answer: 127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsNotThereIsNamed(TransportChoice transport) {
        try (var stage = AdminStage.over(transport);
                var nobody = ClosedPort.take()) {
            AdminClient admin = AdminClient.of(stage.transport(), URI.create("http://127.0.0.1:" + nobody.port()));

            AdminException error = AdminStage.failure(admin.stats());

            assertThat(error.retryable()).isTrue();
            assertThat(error).hasMessageContaining("GET http://127.0.0.1:" + nobody.port() + "/ws/stats had no answer");
        }
    }

    private static AdminException failure(AdminStage stage) {
        return AdminStage.failure(stage.admin().performanceData(Map.of()));
    }
}
