// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.FeedSettings;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the README says that it is done: channels, rooms and tokens, each on a dev server. */
public final class HowTo {
    /**
     * A security alert.
     *
     * @param severity how bad
     * @param message what happened
     */
    record Alarm(String severity, String message) {}

    /**
     * What somebody says.
     *
     * @param text the words
     */
    record Line(String text) {}

    private final CountDownLatch shown = new CountDownLatch(1);

    private HowTo() {}

    /**
     * Runs them all. Blocks until each has heard something.
     *
     * @param args none
     * @throws InterruptedException if it is to end
     */
    public static void main(String[] args) throws InterruptedException {
        try (var transport = new JdkTransport()) {
            new HowTo().subscribe(transport);
            new HowTo().talk(transport);
            new HowTo().showTokens(transport);
        }
    }

    private void subscribe(Transport transport) throws InterruptedException {
        try (var server = DevServer.topics().start();
                var client = client(server.url(), JsonDialect.topics(), "guard", transport)) {
            // tag::subscribe[]
            var security = client.subscribe("security", Alarm.class, (alarm, message) -> show(alarm));
            security.onState(change -> System.out.println(change.channel() + " is " + change.current()));
            security.confirmed().join();
            // end::subscribe[]
            server.awaitGroup("security", 1);
            server.publish("security", "security_alert", Map.of("severity", "high", "message", "a door is open"));
            awaitShown();
            security.close();
        }
    }

    private void talk(Transport transport) throws InterruptedException {
        try (var server = DevServer.acknowledgingDeviceEnvelope().start();
                var neighbour = client(server.url(), JsonDialect.deviceEnvelope(), "neighbour", transport);
                var client = client(server.url(), JsonDialect.deviceEnvelope(), "me", transport)) {
            neighbour.room("hall").join().join();
            server.awaitGroup("hall", 1);
            neighbour.room("hall").on("chat", message -> neighbour.room("hall").send("chat", new Line("Hello, you")));
            // tag::rooms[]
            var hall = client.room("hall");
            hall.on("chat", Line.class, (line, message) -> show(line));
            hall.join().thenRun(() -> hall.send("chat", new Line("Hello")));
            // end::rooms[]
            awaitShown();
            hall.leave();
        }
    }

    private void showTokens(Transport transport) throws InterruptedException {
        Login login = new Login();
        try (var server =
                DevServer.topics(FeedSettings.defaults().demandTokens()).start()) {
            // tag::tokens[]
            var builder = RealtimeClient.builder(server.url())
                    .protocol(JsonDialect.topics())
                    .token(login::freshToken)
                    .tokenRefresh(TokenProvider.Refresh.every(Duration.ofMinutes(4)));
            // end::tokens[]
            Identity me = Identity.of("me", "Me");
            try (var client = builder.transport(transport).identity(me).connect()) {
                client.on("system_message", message -> show(message.type()));
                client.connect().join();
                server.broadcast("system_message", Map.of("message", "welcome"));
                awaitShown();
            }
        }
    }

    /** Stands for whatever hands out tokens. */
    private static final class Login {
        /** Asked for every attempt to connect, and again before a token is too old. */
        CompletionStage<Token> freshToken() {
            return CompletableFuture.completedFuture(Token.of("user:me"));
        }
    }

    private static RealtimeClient client(URI url, Protocol protocol, String who, Transport transport) {
        return RealtimeClient.builder(url)
                .transport(transport)
                .protocol(protocol)
                .identity(Identity.of(who, who))
                .connect();
    }

    private void show(Object what) {
        System.out.println(what);
        shown.countDown();
    }

    private void awaitShown() throws InterruptedException {
        if (!shown.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was heard within 10 s");
        }
    }
}
