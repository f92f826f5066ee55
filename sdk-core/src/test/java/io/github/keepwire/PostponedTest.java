// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of messages that the dialect cannot write yet: they wait for news, and for no clock. */
class PostponedTest {
    private static final Scope CHAT = Scope.channel("/chat");

    private final ManualTime time = new ManualTime(7);
    private final SocketIoServer server = new SocketIoServer();
    private final WatchedProtocol dialect = new WatchedProtocol(SocketIo.defaults());
    private RealtimeClient client;

    private void connect(UnaryOperator<RealtimeClientBuilder> settings) {
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://socket.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server))
                .protocol(dialect)
                .outbox(Outbox.inMemory().maxMessages(10_000))
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()));
        client = settings.apply(builder).build();
        client.connect();
        run();
        server.take();
    }

    private void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    private void hear(String frame) {
        server.peer.send(frame);
        run();
    }

    private Receipt send(Object payload, Scope scope, SendOptions options) {
        Message.Builder message = Message.builder("say").payload(payload);
        return client.send((scope == null ? message : message.scope(scope)).build(), options);
    }

    private Subscription wantChat() {
        Subscription subscription = client.subscribe("/chat", message -> {});
        run();
        assertThat(server.take()).containsExactly("40/chat,");
        return subscription;
    }

    @Test
    void itGoesOutInTheTurnInWhichItsNamespaceIsEntered() {
        connect(builder -> builder);
        wantChat();
        send(1, CHAT, SendOptions.queued());
        run();
        assertThat(server.take()).isEmpty();

        hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(server.take()).containsExactly("42/chat,[\"say\",1]");
    }

    @Test
    void nobodyAsksForItMeanwhile() {
        connect(builder -> builder);
        wantChat();
        send(1, CHAT, SendOptions.queued());
        run();
        assertThat(dialect.sends).isEqualTo(1);

        time.advance(ofMillis(9_900));
        run();

        assertThat(dialect.sends).isEqualTo(1);
    }

    @Test
    void itHoldsUpNothingThatGoesElsewhere() {
        connect(builder -> builder);
        wantChat();
        send("chat 1", CHAT, SendOptions.queued());
        send("main", null, SendOptions.queued());
        send("chat 2", CHAT, SendOptions.queued());
        run();
        assertThat(server.take()).containsExactly("42[\"say\",\"main\"]");

        hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(server.take()).containsExactly("42/chat,[\"say\",\"chat 1\"]", "42/chat,[\"say\",\"chat 2\"]");
    }

    @Test
    void aThousandThatWaitCostNothingWhileAThousandOthersFlow() {
        connect(builder -> builder);
        client.subscribe("/other", message -> {});
        wantBoth();
        hear("40/other,{\"sid\":\"o1\"}");
        for (int i = 0; i < 1_000; i++) {
            send(i, CHAT, SendOptions.queued().key("k" + i)); // each in a lane of its own: the worst case
            send(i, Scope.channel("/other"), SendOptions.queued());
        }
        run();
        assertThat(server.take()).hasSize(1_000);
        assertThat(dialect.sends).isEqualTo(2_000);

        for (int i = 0; i < 1_000; i++) {
            hear("42/other,[\"news\"," + i + "]");
        }
        assertThat(dialect.sends).isEqualTo(2_000);

        hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(server.take()).hasSize(1_000);
        assertThat(dialect.sends).isEqualTo(3_000);
    }

    private void wantBoth() {
        client.subscribe("/chat", message -> {});
        run();
        assertThat(server.take()).containsExactly("40/other,", "40/chat,");
    }

    @Test
    void newsOfManyOthersTriesItNotOnce() {
        connect(builder -> builder);
        wantChat();
        for (int i = 0; i < 100; i++) {
            client.subscribe("/n" + i, message -> {});
            send(i, CHAT, SendOptions.queued().key("k" + i));
        }
        run();
        for (int i = 0; i < 100; i++) {
            hear("40/n" + i + ",{\"sid\":\"x\"}");
        }

        assertThat(dialect.sends).isEqualTo(100);
    }

    @Test
    void aNamespaceMayHaveTwoNames() {
        connect(builder -> builder);
        wantChat();
        send(1, Scope.channel("chat"), SendOptions.queued());
        run();

        hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(server.take()).containsExactly("42/chat,[\"say\",1]");
    }

    @Test
    void aNamespaceThatIsRefusedEndsIt() {
        connect(builder -> builder);
        wantChat();
        Receipt receipt = send(1, CHAT, SendOptions.queued());
        run();

        hear("44/chat,{\"message\":\"no\"}");

        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    void aNamespaceThatIsNotWantedAnyMoreEndsIt() {
        connect(builder -> builder);
        Subscription subscription = wantChat();
        Receipt receipt = send(1, CHAT, SendOptions.queued());
        run();

        subscription.close();
        run();

        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    void whatAnEarlierLifeHasLeftWaitsUntilSomebodyWantsItsNamespace() {
        ScriptedStore store = new ScriptedStore();
        connect(builder -> builder.outbox(Outbox.on(store)));
        wantChat();
        send(1, CHAT, SendOptions.queued());
        run();
        client.closeAsync(Duration.ZERO);
        run();

        connect(builder -> builder.outbox(Outbox.on(store))); // subscribes only then, as most programs do
        client.room("other").join();
        hear("430[]");
        assertThat(client.stats().ledger().queued()).isOne();
        server.take();
        wantChat();
        hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(server.take()).containsExactly("42/chat,[\"say\",1]");
        assertThat(client.stats().ledger().queued()).isZero();
    }

    @Test
    void whatIsVolatileDoesNotWait() {
        connect(builder -> builder);
        wantChat();
        Receipt receipt = send(1, CHAT, SendOptions.volatileOnly());
        run();

        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.DROPPED);
        hear("40/chat,{\"sid\":\"c1\"}");
        assertThat(server.take()).isEmpty();
    }

    @Test
    void aNamespaceThatIsNeverConfirmedEndsIt() {
        connect(builder -> builder);
        wantChat();
        Receipt receipt = send(1, CHAT, SendOptions.queued());
        for (int i = 0; i < 3; i++) {
            time.advance(ofSeconds(10));
            hear("2");
        }

        assertThat(receipt.outcome().join().status()).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    void itIsTriedOnTheNextLink() {
        connect(builder -> builder);
        wantChat();
        send(1, CHAT, SendOptions.queued());
        run();
        server.peer.cut();
        time.advance(ofSeconds(1));
        run();
        server.take();

        hear("40/chat,{\"sid\":\"c2\"}");

        assertThat(server.take()).containsExactly("42/chat,[\"say\",1]");
    }

    @Test
    void itUsesNothingOfTheRateLimit() {
        connect(builder -> builder.rateLimit(RateLimit.slidingWindow(3, ofSeconds(20))));
        wantChat();
        for (int i = 0; i < 10; i++) {
            send(i, CHAT, SendOptions.queued().key("k" + i));
        }
        for (int i = 0; i < 5; i++) {
            send("main " + i, null, SendOptions.queued());
        }
        run();

        assertThat(server.take()).hasSize(3);
        time.advance(ofSeconds(20));
        hear("40/chat,{\"sid\":\"c1\"}");
        assertThat(server.take()).filteredOn(frame -> frame.startsWith("42")).hasSize(3);
    }

    @Test
    void whatIsToldInTheSameCallIsNotLost() {
        connect(builder -> builder);
        wantChat();
        dialect.onSend = out -> {
            dialect.onSend = null;
            dialect.hear("40/chat,{\"sid\":\"c1\"}", out);
            out.postpone(CHAT);
        };
        send(1, CHAT, SendOptions.queued());
        run();

        assertThat(server.take()).containsExactly("42/chat,[\"say\",1]");
    }

    @Test
    void whatTheDialectKnowsWithoutTheServerIsNotLost() {
        connect(builder -> builder);
        wantChat();
        dialect.onSend = out -> out.postpone();
        send(1, null, SendOptions.queued());
        run();
        dialect.onSend = null;
        assertThat(server.take()).isEmpty();
        hear("40/chat,{\"sid\":\"c1\"}");
        server.take();
        dialect.onSend = out -> out.postpone();
        send(2, null, SendOptions.queued());
        run();
        dialect.onSend = null;

        client.subscribe("chat", message -> {}); // is in: the dialect says so while it is asked
        run();

        assertThat(server.take()).containsExactly("42[\"say\",2]");
    }

    @Test
    void aDialectThatPostponesForeverDoesNotHoldUpTheRest() {
        connect(builder -> builder);
        wantChat();
        dialect.onSend = out -> {
            out.entered(CHAT);
            out.postpone(CHAT);
        };
        send(1, CHAT, SendOptions.queued());
        for (int i = 0; i < 1_000; i++) {
            time.step();
        }
        dialect.onSend = null;

        hear("40/chat,{\"sid\":\"c1\"}");
        assertThat(server.take()).containsExactly("42/chat,[\"say\",1]");
    }
}
