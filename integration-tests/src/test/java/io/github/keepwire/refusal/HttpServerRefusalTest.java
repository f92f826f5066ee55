// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.refusal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.TestEnvironment;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same answers as in the transports' contract, but from a real HTTP server instead of bytes of ours. */
class HttpServerRefusalTest {
    private final WireMockServer server = started();
    private final TestEnvironment environment = TestEnvironment.start();

    private static WireMockServer started() {
        WireMockServer server = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        server.stop();
        environment.close();
    }

    static Stream<String> transports() {
        return ServiceLoader.load(Transport.class).stream()
                .map(HttpServerRefusalTest::nameOf)
                .sorted();
    }

    private static String nameOf(ServiceLoader.Provider<Transport> provider) {
        try (Transport transport = provider.get()) {
            return transport.name();
        }
    }

    static Stream<Arguments> refusals() {
        return transports()
                .flatMap(name -> Stream.of(401, 403, 404, 429, 503).map(status -> Arguments.of(name, status)));
    }

    private static Transport transport(String name) {
        return ServiceLoader.load(Transport.class).stream()
                .filter(provider -> nameOf(provider).equals(name))
                .findFirst()
                .orElseThrow()
                .get();
    }

    @Test
    void bothTransportsAreOnThePath() {
        assertThat(transports()).containsExactly("jdk", "okhttp");
    }

    @ParameterizedTest(name = "{0} told {1}")
    @MethodSource("refusals")
    void aRefusalIsToldOnceAndNotTriedAgain(String name, int status) {
        stub(aResponse().withStatus(status).withHeader("Retry-After", "7").withBody("go away"));

        ConnectionException error = refusal(name);

        assertThat(error.httpStatus()).contains(status);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(error.code() == ErrorCode.AUTHENTICATION_REFUSED).isEqualTo(status == 401 || status == 403);
        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/ws"))
                        .withQueryParam("room", equalTo("1"))
                        .withHeader("Authorization", equalTo("Bearer abc"))
                        .withHeader("Upgrade", equalTo("websocket")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void aRedirectIsNotFollowed(String name) {
        stub(aResponse().withStatus(302).withHeader("Location", server.baseUrl() + "/elsewhere"));

        assertThat(refusal(name).httpStatus()).contains(302);
        server.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void anOrdinaryPageIsNoWebSocket(String name) {
        stub(okJson("{}"));

        assertThat(refusal(name).httpStatus()).contains(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void anExchangeGetsItsReply(String name) throws Exception {
        server.stubFor(post("/auth").willReturn(okJson("{\"auth\":\"\u20ac\"}").withHeader("X-Left", "3")));
        HttpCall call = HttpCall.post(URI.create(server.baseUrl() + "/auth"), "application/json", "{\"channel\":\"x\"}")
                .withHeader("Authorization", "Bearer abc");

        try (Transport transport = transport(name)) {
            HttpCall.Reply first = Deadline.result("the reply", transport.exchange(call));
            HttpCall.Reply second = Deadline.result("the reply", transport.exchange(call));

            assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
            assertThat(first.body()).isEqualTo("{\"auth\":\"\u20ac\"}");
            assertThat(first.header("x-left")).contains("3");
        }
        server.verify(
                2,
                postRequestedFor(urlPathEqualTo("/auth"))
                        .withHeader("Authorization", equalTo("Bearer abc"))
                        .withRequestBody(equalToJson("{\"channel\":\"x\"}")));
    }

    private void stub(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo("/ws")).willReturn(answer));
    }

    private ConnectionException refusal(String name) {
        URI uri = URI.create("ws://localhost:" + server.port() + "/ws?room=1");
        LinkRequest request =
                LinkRequest.builder(uri).header("Authorization", "Bearer abc").build();
        try (Transport transport = transport(name)) {
            CompletionStage<?> opening = transport.open(request, new RecordingListener(), environment.environment());
            ExecutionException failed = catchThrowableOfType(
                    ExecutionException.class,
                    () -> opening.toCompletableFuture().get(Deadline.GENEROUS.toMillis(), TimeUnit.MILLISECONDS));
            assertThat(failed).hasCauseInstanceOf(ConnectionException.class);
            return (ConnectionException) failed.getCause();
        }
    }
}
