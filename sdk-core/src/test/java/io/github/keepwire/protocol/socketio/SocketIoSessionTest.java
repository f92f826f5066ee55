// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session does in each stage, by the rules of the protocol. */
class SocketIoSessionTest extends SessionRig {
    // the handshake

    @Test
    void theServerSpeaksFirstAndIsAskedForTheNamespace() {
        session.opened(Instant.EPOCH, told);

        assertThat(told.take()).isEmpty();
        assertThat(hear(OPEN)).containsExactly("keep alive PT0.5S", "write 40");
        assertThat(hear("40{\"sid\":\"s1\",\"pid\":\"p\"}")).containsExactly("open s1");
    }

    @Test
    void thePathOfTheAddressIsTheNamespaceAndTheTokenIsShownAtItsDoor() {
        SocketIo dialect = SocketIo.defaults().auth(Map.of("room", 7));
        session = session(dialect, "ws://h.test/chat?x=y", Token.of("s\"3"));

        assertThat(hear(OPEN)).contains("write 40/chat,{\"room\":7,\"token\":\"s\\\"3\"}");
        assertThat(hear("40/chat,{\"sid\":\"s1\"}")).containsExactly("open s1");
    }

    @Test
    void theTokenMayHaveAnotherName() {
        session = session(SocketIo.defaults().tokenName("jwt"), "ws://h.test/", Token.of("t"));

        assertThat(hear(OPEN)).contains("write 40{\"jwt\":\"t\"}");
    }

    @Test
    void whatCannotBeShownEndsTheAttempts() {
        session = session(SocketIo.defaults().auth("text"), "ws://h.test/", null);

        assertThat(hear(OPEN)).last().asString().startsWith("end NEVER INVALID_MESSAGE: what SocketIo.auth");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "44{\"message\":\"token expired\"} | end NEVER AUTHENTICATION_REFUSED: the namespace / was refused: token expired",
                "44{\"message\":\"no\",\"data\":{\"code\":\"X\"}} | end NEVER AUTHENTICATION_REFUSED: the namespace / was refused: no",
                "44\"go away\"                     | end NEVER AUTHENTICATION_REFUSED: the namespace / was refused: go away",
                "44{\"message\":\"Invalid namespace\"} | end NEVER HANDSHAKE_REFUSED: the namespace / is unknown",
                "40                                | end LATER PROTOCOL_VIOLATION: the server let us in without a sid, as Socket.IO 2",
                "1                                 | end LATER CLOSED_BY_PEER: the server is about to close the link",
                "42[\"x\",{bad                     | end LATER PROTOCOL_VIOLATION: a packet is not JSON within limits",
            })
    void aNamespaceMayNotBeEntered(String answer, String end) {
        hear(OPEN);

        assertThat(hear(answer)).singleElement().asString().startsWith(end);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2", "40{\"sid\":\"x\"}", "hello", "{}", "42[\"x\"]", "0{}"})
    void whoDoesNotBeginWithAnOpenPacketIsNoEngineIoServer(String frame) {
        assertThat(hear(frame))
                .singleElement()
                .asString()
                .startsWith("end LATER PROTOCOL_VIOLATION: this is no server of Engine.IO 4");
    }

    // a session that is open

    @Test
    void pingsAreAnswered() {
        opened();

        assertThat(hear("2")).containsExactly("write 3");
        assertThat(hear("6")).isEmpty();
    }

    @Test
    void aHeartbeatOfTheClientSaysNothing() {
        opened();
        session.encode(new Command.Heartbeat(Instant.EPOCH, io.github.keepwire.message.Payload.empty()), told);

        assertThat(told.take()).isEmpty();
    }

    @Test
    void eventsAreMessagesOfAllTheirArguments() {
        opened();

        assertThat(hear("42[\"hello\",{\"a\":1},\"x\"]", "42[\"bare\"]"))
                .containsExactly("deliver hello [{\"a\":1}, \"x\"]", "deliver bare []");
        assertThat(told.delivered.get(0).payload().asMap()).containsEntry("a", 1);
        assertThat(told.delivered.get(0).arguments().get(1).as(String.class)).isEqualTo("x");
    }

    @Test
    void eventsThatComeBeforeTheNamespaceIsEnteredAreDeliveredToo() {
        hear(OPEN);

        assertThat(hear("42[\"hello\",1]")).containsExactly("deliver hello [1]");
    }

    @Test
    void aSecondOpenPacketIsAViolation() {
        opened();

        assertThat(hear(OPEN)).containsExactly("end LATER PROTOCOL_VIOLATION: a second open packet came");
        assertThat(hear("2", "42[\"x\"]")).isEmpty();
    }

    @Test
    void whoIsDisconnectedOnPurposeStaysAway() {
        opened();

        assertThat(hear("41")).singleElement().asString().startsWith("end NEVER CLOSED_BY_PEER");
    }

    // acks

    @Test
    void acksOfAllShapesComeBackToTheirMessages() {
        opened();

        assertThat(send(true, "a", null, 1)).containsExactly("write 420[\"a\",1]");
        assertThat(send(true, "b", null)).containsExactly("write 421[\"b\"]");
        assertThat(send(true, "c", null)).containsExactly("write 422[\"c\"]");
        assertThat(send(false, "d", null)).containsExactly("write 42[\"d\"]");
        assertThat(hear("431[true]", "430[]", "432[1,\"two\",null]"))
                .containsExactly("acked m-b true", "acked m-a {}", "acked m-c [1,\"two\",null]");
    }

    @Test
    void acksThatNobodyAwaitsAreIgnored() {
        opened();
        send(true, "a", null);

        assertThat(hear("435[]", "430[1]", "430[2]")).containsExactly("acked m-a 1");
    }

    @Test
    void aBinaryAckIsRead() {
        opened();
        send(true, "a", null, (Object) new byte[] {1});
        hear("461-0[{\"_placeholder\":true,\"num\":0}]");
        session.received(Frame.binary(ByteBuffer.wrap(new byte[] {7})), told);

        assertThat(told.replies.get(0).as(byte[].class)).containsExactly(7);
    }

    @Test
    void theServersRequestsAreAnsweredOnce() {
        opened();
        hear("427[\"ask\",5]");
        Message request = told.delivered.get(0);
        Message answer = request.answer("yes", null).written(CODEC);

        session.encode(new Command.Send(answer), told);

        assertThat(request.isRequest()).isTrue();
        assertThat(told.take()).containsExactly("write 437[\"yes\",null]");
        assertThatThrownBy(() -> session.encode(new Command.Send(answer), told))
                .hasMessageContaining("answered already");
    }

    @Test
    void anAnswerDoesNotGoToAnotherSession() {
        opened();
        hear("427[\"ask\",5]");
        Message answer = told.delivered.get(0).answer(1).written(CODEC);
        session = session(SocketIo.defaults(), "ws://h.test", null);
        hear(OPEN, "40{\"sid\":\"s2\"}", "427[\"ask\",5]");

        assertThatThrownBy(() -> session.encode(new Command.Send(answer), told)).hasMessageContaining("another link");
    }

    // namespaces

    @Test
    void aChannelIsANamespaceOverTheSameLink() {
        opened();

        assertThat(enter(CHAT, Scope.channel("news"), Scope.channel("/")))
                .containsExactly("write 40/chat,", "write 40/news,", "entered channel /");
        assertThat(hear("40/chat,{\"sid\":\"c1\"}", "40/news,{\"sid\":\"n1\"}"))
                .containsExactly("entered channel /chat", "entered channel news");
        assertThat(hear("42/chat,[\"m\",1]", "42/news,[\"m\",2]", "42[\"m\",3]"))
                .containsExactly(
                        "deliver m [1][channel /chat]", "deliver m [2][channel news]", "deliver m [3][channel /]");
        assertThat(send(true, "x", CHAT, 1)).containsExactly("write 42/chat,0[\"x\",1]");
        assertThat(hear("43/chat,0[1]")).containsExactly("acked m-x 1");
    }

    @Test
    void whatGoesToANamespaceWaitsUntilItIsEntered() {
        opened();
        enter(CHAT);

        assertThat(send(false, "x", CHAT)).containsExactly("postpone");
        hear("40/chat,{\"sid\":\"c1\"}");
        assertThat(send(false, "x", CHAT)).containsExactly("write 42/chat,[\"x\"]");
    }

    @Test
    void whatGoesToANamespaceThatNobodyWantsIsRefused() {
        opened();

        assertThatThrownBy(() -> send(false, "x", CHAT))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    @Test
    void aNamespaceIsLeftAndHeardNoMore() {
        opened();
        enter(CHAT);
        hear("40/chat,{\"sid\":\"c1\"}");

        assertThat(leave(CHAT)).containsExactly("write 41/chat,", "left channel /chat");
        assertThat(hear("42/chat,[\"late\"]")).isEmpty();
    }

    @Test
    void aNamespaceMayBeRefusedOrEndedWithoutHarmToTheOthers() {
        opened();
        enter(CHAT, Scope.channel("/nope"), Scope.channel("/a,b"));

        assertThat(hear("44/nope,\"Invalid namespace\""))
                .singleElement()
                .asString()
                .startsWith("refused channel /nope");
        hear("40/chat,{\"sid\":\"c1\"}");
        assertThat(hear("41/chat,"))
                .singleElement()
                .asString()
                .startsWith("refused channel /chat: the server disconnected");
        assertThat(hear("2")).containsExactly("write 3");
    }

    // limits

    @Test
    void whatTheServerDoesNotTakeIsRefusedBeforeItIsSent() {
        opened();

        assertThatThrownBy(() -> send(false, "big", null, "x".repeat(1000)))
                .hasMessageContaining("the server takes 1000");
        assertThatThrownBy(() -> send(false, "connect", null)).hasMessageContaining("reserved");
        assertThatThrownBy(() -> send(true, "connect", null)).hasMessageContaining("reserved");
        assertThat(told.take()).isEmpty();
        assertThat(send(true, "good", null))
                .containsExactly("write 420[\"good\"]"); // nothing waits for an ack of the others
    }

    @Test
    void theEndIsQuiet() {
        opened();
        session.ended(Link.End.without(Link.End.Kind.LOST, "cut", null), told);
        session.encode(new Command.Leave(List.of(CHAT)), told);

        assertThat(hear("42[\"x\"]")).isEmpty();
    }
}
