// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testing.ManualTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server without sockets, on virtual time. */
class SocketIoHubTest {
    private final ManualTime time = new ManualTime(1);
    private final SocketIoHub hub = hub(SocketIoSettings.defaults());

    private SocketIoHub hub(SocketIoSettings settings) {
        return new SocketIoHub(settings, time.environment().ticker());
    }

    // the connection

    @Test
    void handshakeTellsTheSettings() {
        RecordedWire alice = new RecordedWire(hub, Map.of());

        assertThat(alice.last())
                .startsWith("0{\"sid\":\"")
                .endsWith("\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void pingIsSentAndItsAnswerAwaited() {
        RecordedWire alice = RecordedWire.in(hub, "alice");
        after(24);
        assertThat(alice.texts).isEmpty();
        after(2);
        assertThat(alice.texts).containsExactly("2");
        alice.says("3");
        after(24);
        after(2);
        assertThat(alice.texts).containsExactly("2", "2");

        after(21);

        assertThat(alice.end).isEqualTo("ping timeout");
        assertThat(hub.of("/").sockets()).isEmpty();
        after(21);
        assertThat(alice.dropped).isTrue();
    }

    @Test
    void clientThatEntersNoNamespaceIsEnded() {
        SocketIoHub hasty = hub(SocketIoSettings.defaults().connectTimeout(ofSeconds(5)));
        RecordedWire silent = new RecordedWire(hasty, Map.of());
        RecordedWire quick = new RecordedWire(hasty, Map.of()).says("40");

        time.advance(ofSeconds(6));
        hasty.wake();

        assertThat(silent.end).isEqualTo("no namespace was entered in time");
        assertThat(quick.end).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2probe", "5", "6", "0", "9x", "42[\"a\"]", "43[]", "41", "44\"x\"", "bAA==", "4"})
    void whatIsWrongAtFirstEndsTheLink(String text) {
        RecordedWire alice = new RecordedWire(hub, Map.of()).says(text);

        assertThat(alice.end).isNotEmpty();
        assertThat(alice.link.hear("40").type()).isEqualTo("connect");
        assertThat(alice.says("40").texts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "42/chat,[\"a\"]", "41/chat,", "44{}", "42[\"connect\"]", "42{}", "1", "2"})
    void whatIsWrongLaterEndsTheLink(String text) {
        RecordedWire alice = RecordedWire.in(hub, "alice").says(text);

        assertThat(alice.end).isNotEmpty();
        assertThat(hub.of("/").sockets()).isEmpty();
    }

    @Test
    void clientThatTakesNothingIsDropped() {
        RecordedWire alice = RecordedWire.in(hub, "alice");
        alice.isFull = true;

        hub.emit("news", new byte[] {1});

        assertThat(alice.dropped).isTrue();
        assertThat(alice.binaries).isEmpty();
        assertThat(hub.of("/").sockets()).isEmpty();
    }

    // namespaces

    @Test
    void namespacesHaveIdsOfTheirOwn() {
        RecordedWire alice = new RecordedWire(hub, Map.of()).says("40").says("40/chat,{}");

        assertThat(alice.texts.get(1)).startsWith("40{\"sid\":\"").doesNotContain("pid");
        assertThat(alice.last()).startsWith("40/chat,{\"sid\":\"");
        assertThat(alice.texts.get(1)).isNotEqualTo(alice.last().replace("/chat,", ""));
        assertThat(alice.groups).containsExactly("/", "/chat");
        alice.says("41/chat,");
        assertThat(alice.groups).containsExactly("/");
        assertThat(alice.end).isEmpty();
    }

    @Test
    void unknownNamespaceIsRefused() {
        SocketIoHub two = hub(SocketIoSettings.defaults().namespaces("/", "/chat"));
        RecordedWire alice = new RecordedWire(two, Map.of()).says("40/nope,");

        assertThat(alice.last()).isEqualTo("44/nope,{\"message\":\"Invalid namespace\"}");
        assertThat(alice.end).isEmpty();
        assertThatThrownBy(() -> two.of("/nope")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensAndTheDoorDecideEachTime() {
        hub.tokens("t1");
        RecordedWire alice = new RecordedWire(hub, Map.of()).says("40{\"token\":\"old\"}");
        assertThat(alice.last()).isEqualTo("44{\"message\":\"Unauthorized\",\"data\":{\"code\":\"TOKEN_REFUSED\"}}");
        assertThat(alice.says("40{\"token\":\"t1\"}").last()).startsWith("40{\"sid\"");

        hub.anyToken()
                .door((namespace, auth) -> auth.containsKey("age")
                        ? Optional.empty()
                        : Optional.of(SocketIoRefusal.of("how old are you?")));
        assertThat(alice.says("40/bar,").last()).isEqualTo("44/bar,{\"message\":\"how old are you?\"}");
        assertThat(alice.says("40/bar,{\"age\":18}").last()).startsWith("40/bar,{\"sid\"");
    }

    @Test
    void serverPutsAClientOut() {
        RecordedWire alice = RecordedWire.in(hub, "alice");

        hub.of("/").sockets().get(0).disconnect();

        assertThat(alice.last()).isEqualTo("41");
        assertThat(alice.end).isEmpty();
        assertThat(hub.of("/").sockets()).isEmpty();
    }

    @Test
    void greeterThatThrowsKeepsNobodyFromGreeting() {
        CompletableFuture<String> greeted = new CompletableFuture<>();
        hub.onConnect(socket -> {
            throw new IllegalStateException("boom");
        });
        hub.onConnect(socket -> greeted.complete(socket.user()));

        assertThatThrownBy(() -> RecordedWire.in(hub, "alice")).hasMessage("boom");

        assertThat(greeted).isCompletedWithValue("alice");
        assertThat(hub.of("/").sockets()).hasSize(1);
    }

    // events and acks

    @Test
    void handlerAnswersOnce() {
        hub.on("echo", (from, arguments, ack) -> {
            assertThat(ack.send(arguments.all().toArray())).isTrue();
            assertThat(ack.send("again")).isFalse();
        });
        RecordedWire alice = RecordedWire.in(hub, "alice");

        assertThat(alice.says("425[\"echo\",1,null]").texts).containsExactly("435[1,null]");
        alice.says("451-9[\"echo\",{\"_placeholder\":true,\"num\":0}]").says(new byte[] {4});
        assertThat(alice.last()).isEqualTo("461-9[{\"_placeholder\":true,\"num\":0}]");
        assertThat(alice.binaries).containsExactly(new byte[] {4});
    }

    @Test
    void ackAfterTheEndGoesNowhere() {
        CompletableFuture<SocketIoAck> kept = new CompletableFuture<>();
        hub.on("ask", (from, arguments, ack) -> kept.complete(ack));
        RecordedWire alice = RecordedWire.in(hub, "alice").says("420[\"ask\"]");
        alice.link.ended();

        assertThat(kept.join().send("late")).isFalse();
        assertThat(alice.texts).isEmpty();
    }

    @Test
    void requestIsAnsweredOrFailsWithTheClient() {
        RecordedWire alice = RecordedWire.in(hub, "alice");
        SocketIoSocket socket = hub.of("/").sockets().get(0);

        CompletableFuture<SocketIoArguments> first = socket.request("how?");
        CompletableFuture<SocketIoArguments> second = socket.request("and?", 1);
        assertThat(alice.texts).containsExactly("420[\"how?\"]", "421[\"and?\",1]");
        alice.says("430[\"well\"]").says("430[\"twice\"]").says("4399[]");
        alice.link.ended();

        assertThat(first.join().get(0, String.class)).isEqualTo("well");
        assertThat(second).isCompletedExceptionally();
        assertThat(socket.request("gone?")).isCompletedExceptionally();
    }

    @Test
    void broadcastLeavesOutWhomItShould() {
        RecordedWire alice = RecordedWire.in(hub, "alice");
        RecordedWire bob = RecordedWire.in(hub, "bob");
        SocketIoSocket first = hub.of("/").sockets().get(0);

        assertThat(hub.emit("all")).isEqualTo(2);
        assertThat(first.others().emit("others")).isEqualTo(1);
        first.join("hall");
        assertThat(hub.of("/").to("hall").emit("room")).isEqualTo(1);
        assertThat(first.to("hall").emit("nobody")).isZero();
        assertThat(first.emit("one")).isTrue();

        assertThat(alice.texts).containsExactly("42[\"all\"]", "42[\"room\"]", "42[\"one\"]");
        assertThat(bob.texts).containsExactly("42[\"all\"]", "42[\"others\"]");
    }

    // the built-in chat

    @Test
    void roomIsJoinedSpokenInAndLeft() {
        RecordedWire alice = RecordedWire.in(hub, "alice");
        RecordedWire bob = RecordedWire.in(hub, "bob");
        bob.says("420[\"join_room\",{\"roomId\":\"hall\"}]");
        alice.says("420[\"join_room\",{\"roomId\":\"hall\"}]");
        assertThat(alice.last())
                .contains("\"success\":true", "\"roomId\":\"hall\"")
                .startsWith("430[");
        assertThat(alice.groups).contains("hall");

        alice.says("42[\"send_message\",{\"roomId\":\"hall\",\"message\":\"hi\"},\"more\"]");
        alice.says("42[\"typing\",{\"roomId\":\"hall\"}]");
        alice.says("421[\"leave_room\",{\"roomId\":\"hall\"}]");

        assertThat(bob.texts.subList(1, bob.texts.size()))
                .containsExactly(
                        "42[\"user_joined\",{\"roomId\":\"hall\",\"userId\":\"alice\",\"action\":\"joined\"}]",
                        "42[\"message\",{\"roomId\":\"hall\",\"message\":\"hi\",\"sender\":\"alice\"},\"more\"]",
                        "42[\"typing\",{\"roomId\":\"hall\",\"userId\":\"alice\"}]",
                        "42[\"user_left\",{\"roomId\":\"hall\",\"userId\":\"alice\",\"action\":\"left\"}]");
    }

    @Test
    void roomThatIsNotJoinedOrNamedIsRefused() {
        RecordedWire alice = RecordedWire.in(hub, "alice");

        assertThat(alice.says("421[\"typing\",{\"roomId\":\"hall\"}]").last()).contains("join the room first");
        assertThat(alice.says("422[\"join_room\"]").last()).contains("\"success\":false", "roomId must name a room");
        assertThat(alice.says("423[\"join_room\",{\"roomId\":\"" + "x".repeat(300) + "\"}]")
                        .last())
                .contains("\"success\":false");
    }

    @Test
    void whoIsInAThousandRoomsIsToldToLeaveOne() {
        RecordedWire alice = RecordedWire.in(hub, "alice");
        for (int i = 0; i < 1_000; i++) {
            assertThat(alice.says("421[\"join_room\",{\"roomId\":\"" + i + "\"}]")
                            .last())
                    .contains("\"success\":true");
        }

        assertThat(alice.says("421[\"join_room\",{\"roomId\":\"more\"}]").last())
                .contains("\"success\":false", "leave another room first");
        assertThat(alice.says("421[\"join_room\",{\"roomId\":\"7\"}]").last()).contains("\"success\":true");
        assertThat(hub.of("/").sockets().get(0).rooms()).hasSize(1_000);
    }

    @Test
    void namesAndHistoryAreSettings() {
        SocketIoHub other = hub(SocketIoSettings.defaults()
                .rooms("enter", "exit", "say")
                .roomField("room")
                .withoutPresence()
                .history(2));
        RecordedWire alice = RecordedWire.in(other, "alice");
        alice.says("42[\"enter\",{\"room\":\"r\"}]");
        for (int i = 1; i <= 3; i++) {
            alice.says("42[\"say\",{\"room\":\"r\",\"n\":" + i + "}]");
        }
        RecordedWire bob = RecordedWire.in(other, "bob").says("42[\"enter\",{\"room\":\"r\"}]");

        assertThat(bob.texts)
                .containsExactly(
                        "42[\"room_history\",{\"room\":\"r\",\"messages\":["
                                + "{\"room\":\"r\",\"n\":2,\"sender\":\"alice\"},{\"room\":\"r\",\"n\":3,\"sender\":\"alice\"}]}]");
        assertThat(alice.texts).hasSize(1);
    }

    private void after(long seconds) {
        time.advance(ofSeconds(seconds));
        hub.wake();
    }
}
