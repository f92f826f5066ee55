// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a server: a port of its own on loopback, the same again after a restart. */
final class RestSide {
    private static final int LARGEST_BODY_BYTES = 1 << 20;
    private static final int THREADS = 2;

    private final ReentrantLock lifecycle = new ReentrantLock();
    private final Router router;
    private int port;
    private volatile @Nullable Running running;

    private record Running(HttpServer server, ExecutorService threads, URI uri) {}

    RestSide(Router router, int port) {
        this.router = router;
        this.port = port;
    }

    void start() {
        lifecycle.lock();
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            HttpServer server = HttpServer.create(address, 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, RestSide::daemon);
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
            port = server.getAddress().getPort();
            running = new Running(server, threads, URI.create("http://" + ServerRun.host() + ":" + port));
        } catch (IOException e) {
            throw new UncheckedIOException("the HTTP side cannot listen on port " + port + ": " + e.getMessage(), e);
        } finally {
            lifecycle.unlock();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "dev-server-http");
        thread.setDaemon(true);
        return thread;
    }

    void close() {
        lifecycle.lock();
        try {
            Running ending = running;
            running = null;
            if (ending != null) {
                ending.server().stop(0);
                ending.threads().shutdownNow();
            }
        } finally {
            lifecycle.unlock();
        }
    }

    URI uri() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the server is not started: call start(), or register it as an extension");
        }
        return now.uri();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
            RestReply reply = body.length > LARGEST_BODY_BYTES
                    ? RestReply.refused(413, "the body must be at most " + LARGEST_BODY_BYTES + " bytes")
                    : router.answer(new Router.Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getRawPath(),
                            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                            new String(body, StandardCharsets.UTF_8)));
            write(exchange, reply);
        }
    }

    private static void write(HttpExchange exchange, RestReply reply) throws IOException {
        byte[] json = reply.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        if (reply.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : json.length);
        if (!bodiless) {
            exchange.getResponseBody().write(json);
        }
    }
}
