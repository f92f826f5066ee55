// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between our client and the official server, and what is left of it; once for each transport. */
abstract class SocketIoFaults extends SocketIoTrouble {
    private static final Reconnect HARDLY_EVER =
            Reconnect.defaults().backoff(Backoff.fixed(ofHours(1)).noJitter());

    // while there is no server

    @Test
    void whatIsVolatileIsDroppedWhileThereIsNoServerAndNeverArrives() throws Exception {
        try (NodeServer mortal = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(mortal, "", builder -> builder);
            mortal.kill();
            awaitState(client, ConnectionState.RECONNECTING);
            Outcome lost = client.send("note", "volatile", SendOptions.volatileOnly())
                    .outcome()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            CompletableFuture<Outcome> kept =
                    client.send("note", "kept", PATIENT).outcome();
            mortal.restart();

            assertThat(lost.status()).isEqualTo(Outcome.Status.DROPPED);
            assertThat(kept.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
            assertThat(notes(client)).isEqualTo(List.of("kept"));
        }
    }

    @Test
    void whoConnectsDuringTheWaitHearsOfTheNextAttempt() throws Exception {
        RealtimeClient client = connected(server, "", builder -> builder.reconnect(HARDLY_EVER));
        client.send("kill-tcp", 1);
        awaitState(client, ConnectionState.RECONNECTING);

        CompletableFuture<Void> connected = client.connect();
        client.reconnectNow();

        connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(ack(client, "echo", "here").as(String.class)).isEqualTo("here");
    }

    @Test
    void whatIsSubscribedToDuringTheWaitIsEnteredAfterIt() throws Exception {
        RealtimeClient client = connected(server, "", builder -> builder.reconnect(HARDLY_EVER));
        client.send("kill-tcp", 1);
        awaitState(client, ConnectionState.RECONNECTING);
        Subscription chat = client.subscribe("/chat", message -> {});
        CompletableFuture<Void> hall = client.room("hall").join();

        client.networkChanged();

        chat.confirmed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        hall.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(outcome(client, Scope.channel("/chat"), "echo", 1).reply().json())
                .isEqualTo("1");
    }

    @Test
    void whatIsSentBeforeTheFirstConnectionArrivesInOrder() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = client(own, "", builder -> builder);
            IntStream.range(0, 100).forEach(number -> client.send("note", number));

            client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(notes(client)).isEqualTo(numbersTo(100));
        }
    }

    // crashes

    @Test
    void whatACrashedServerHadNotAcknowledgedIsDeliveredAfterIt() throws Exception {
        try (NodeServer mortal = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(mortal, "", builder -> builder);
            mortal.freeze();
            List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
            IntStream.range(0, 50)
                    .forEach(number ->
                            waiting.add(client.send("note", number, PATIENT).outcome()));
            mortal.kill();
            awaitState(client, ConnectionState.RECONNECTING);
            mortal.restart();

            for (CompletableFuture<Outcome> each : waiting) {
                assertThat(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status())
                        .isEqualTo(Outcome.Status.ACKED);
            }
            assertThat(notes(client)).isEqualTo(numbersTo(50));
        }
    }

    @Test
    void cutAfterCutNothingAcknowledgedIsLostAndTheOrderHolds() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "", builder -> builder);
            List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                waiting.add(client.send("note", i, PATIENT).outcome());
                if (i % 40 == 39) {
                    waiting.get(i - 20).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    client.send("kill-tcp", 1);
                }
            }

            for (CompletableFuture<Outcome> each : waiting) {
                assertThat(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status())
                        .isEqualTo(Outcome.Status.ACKED);
            }
            assertThat(new ArrayList<>(new LinkedHashSet<Object>(notes(client))))
                    .isEqualTo(numbersTo(200));
        }
    }

    @Test
    void aServerThatStoodStillAndGoesOnIsComeBackTo() throws Exception {
        try (NodeServer frozen = NodeServer.start(Map.of("PING_INTERVAL", "300", "PING_TIMEOUT", "3000"))) {
            RealtimeClient client = connected(frozen, "", builder -> builder);
            CompletableFuture<StateChange> loss = lossOf(client);
            frozen.freeze();
            assertThat(loss.get(PATIENCE_SECONDS, TimeUnit.SECONDS).error().code())
                    .isEqualTo(ErrorCode.LINK_LOST);
            CompletableFuture<Outcome> kept =
                    client.send("note", "kept", PATIENT).outcome();

            frozen.thaw();

            assertThat(kept.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(Outcome.Status.ACKED);
        }
    }

    @Test
    void anAckThatDoesNotComeIsAskedForAgain() throws Exception {
        RealtimeClient client = connected("");
        String text = "of " + System.identityHashCode(this);

        Outcome outcome = client.send("ack:second", text, SendOptions.acked(ofMillis(300)))
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(outcome.reply().as(String.class)).isEqualTo("at last");
    }

    @Test
    void whatOutlivesItsTimeExpires() throws Exception {
        RealtimeClient client = connected("");

        Outcome outcome = client.send(
                        "ack:never", 1, SendOptions.acked(ofMillis(200)).timeToLive(ofMillis(700)))
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(outcome.status()).isEqualTo(Outcome.Status.EXPIRED);
    }

    // goodbyes

    @Test
    void aServerThatEndsEverybodysLinkIsLeftAlone() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "", builder -> builder);
            CompletableFuture<StateChange> loss = lossOf(client);

            client.send("close-all", 1);

            StateChange end = loss.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(end.current()).isEqualTo(ConnectionState.FAILED);
            assertThat(end.error()).hasMessageContaining("wants us to stay away");
        }
    }

    @Test
    void ourCloseIsHeardByTheServer() throws Exception {
        RealtimeClient leaver = connected("");
        String id = ack(leaver, "where").field("id");
        RealtimeClient other = connected("");

        leaver.close();

        await().atMost(ofSeconds(PATIENCE_SECONDS))
                .until(() -> ack(other, "departures").json().contains(id));
    }

    @Test
    void aClosedClientIsNotComeBackWith() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient leaver = connected(own, "", builder -> builder);
            RealtimeClient other = connected(own, "", builder -> builder);
            ack(other, "echo", 1);

            leaver.close();

            await().atMost(ofSeconds(PATIENCE_SECONDS))
                    .until(() -> ack(other, "crowd", "/").as(Integer.class) == 1);
            assertThat(leaver.state()).isEqualTo(ConnectionState.CLOSED);
        }
    }

    // broken grammar

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0{\"sid\":\"again\",\"pingInterval\":25000,\"pingTimeout\":20000}",
                "4",
                "47",
                "42",
                "42[]",
                "42{}",
                "42[1]x",
                "42[\"disconnect\"]",
                "40[]",
                "43[1]",
                "431{}",
                "44",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]",
                "4511-[\"x\"]",
                "42[\"lone \\ud83d\"",
            })
    void whatBreaksTheGrammarEndsTheLinkAndTheClientComesBack(String frame) throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<StateChange> loss = lossOf(client);

        client.send("raw", frame);

        StateChange lost = loss.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(lost.current()).isEqualTo(ConnectionState.RECONNECTING);
        assertThat(lost.error().code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        assertThat(ack(client, "echo", "again").as(String.class)).isEqualTo("again");
    }

    @Test
    void aTextWithinTheBinaryPartsOfAnEventEndsTheLink() throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<StateChange> loss = lossOf(client);

        message(client, "raws", "451-[\"x\",{\"_placeholder\":true,\"num\":0}]", "42[\"between\"]");

        assertThat(loss.get(PATIENCE_SECONDS, TimeUnit.SECONDS).error().code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        assertThat(ack(client, "echo", "again").as(String.class)).isEqualTo("again");
        assertThat(heard).noneMatch(message -> message.type().equals("between"));
    }

    @Test
    void whatMeansNothingToUsIsPassedOver() throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<StateChange> loss = lossOf(client);

        message(
                client,
                "raws",
                "6",
                "43999[\"an ack that nobody awaits\"]",
                "42/elsewhere,[\"of a namespace that we are not in\"]",
                "41/elsewhere,",
                "42[\"behind\",1]");

        assertThat(next("behind").payload().as(Integer.class)).isEqualTo(1);
        assertThat(loss).isNotDone();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void whatTheServerCannotReadCostsTheLinkAndEndsWithItsAttempts() throws Exception {
        SocketIo generous = SocketIo.defaults().maxAttachments(20);
        RealtimeClient client = connected(server, "", builder -> builder.protocol(generous));
        CompletableFuture<StateChange> loss = lossOf(client);
        List<byte[]> parts = Collections.nCopies(11, new byte[] {1});

        Outcome outcome = client.send(
                        "echo", parts, SendOptions.acked(ofMinutes(1)).maxAttempts(2))
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(loss).isCompletedWithValueMatching(change -> change.current() == ConnectionState.RECONNECTING);
        assertThat(ack(client, "echo", "behind it").as(String.class)).isEqualTo("behind it");
    }
}
