// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.keepwire.auth.Token;
import io.github.keepwire.examples.cli.TransportChoice;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server that answers what it is told to, and an administrator who asks it over a transport. */
final class AdminStage implements AutoCloseable {
    static final String SECRET = "admin:very-secret-4711";

    private final Transport transport;
    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private AdminStage(TransportChoice choice) {
        transport = choice.open();
        server.start();
    }

    static AdminStage over(TransportChoice choice) {
        return new AdminStage(choice);
    }

    WireMockServer server() {
        return server;
    }

    Transport transport() {
        return transport;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    AdminClient admin() {
        return AdminClient.of(transport, base()).withToken(() -> CompletableFuture.completedFuture(Token.of(SECRET)));
    }

    AdminStage answering(ResponseDefinitionBuilder answer) {
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(answer));
        return this;
    }

    /** Asks, and waits for what comes. */
    <T> T answer(Function<AdminClient, CompletableFuture<T>> question) {
        return result(question.apply(admin()));
    }

    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("there should have been an answer", e);
        }
    }

    /** Waits for the error, in which no token may stand. */
    static AdminException failure(CompletableFuture<?> future) {
        ExecutionException wrapped =
                catchThrowableOfType(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS));
        assertThat(wrapped).as("the future should have failed").isNotNull();
        assertThat(wrapped).hasCauseInstanceOf(AdminException.class).hasStackTraceContaining("AdminException");
        AdminException error = (AdminException) wrapped.getCause();
        for (Throwable part = error; part != null; part = part.getCause()) {
            assertThat(part.toString()).doesNotContain(SECRET).doesNotContain("4711");
        }
        assertThat(error.excerpt()).doesNotContain(SECRET);
        return error;
    }

    @Override
    public void close() {
        transport.close();
        server.stop();
    }
}
