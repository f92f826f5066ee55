// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Events with any number of arguments, and what the server answers to them. */
class EmitTest {
    record Move(String piece, int x) {}

    private final SocketIoRig rig = new SocketIoRig();

    @Test
    void anEventHasAnyNumberOfArguments() {
        rig.connected();
        rig.client.emit("none");
        rig.client.emit("one", new Move("king", 4));
        rig.client.emit("more", "a", 2, null, List.of(1, 2), Map.of("b", true));
        rig.client.emit("null", (Object[]) null);
        Receipt last = rig.client.emit("bytes", "name", new byte[] {1, 2});

        assertThat(rig.said())
                .containsExactly(
                        "42[\"none\"]",
                        "42[\"one\",{\"piece\":\"king\",\"x\":4}]",
                        "42[\"more\",\"a\",2,null,[1,2],{\"b\":true}]",
                        "42[\"null\",null]",
                        "451-[\"bytes\",\"name\",{\"_placeholder\":true,\"num\":0}]",
                        "2 bytes");
        assertThat(Rig.statusOf(last)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void anEventThatIsEmittedOfflineWaits() {
        Receipt receipt = rig.client.emit("early", 1, 2);
        rig.run();
        assertThat(receipt.accepted()).isCompleted();

        rig.client.connect();

        assertThat(rig.said()).containsExactly("40", "42[\"early\",1,2]");
    }

    @Test
    void aVolatileEventOfSeveralArgumentsIsDroppedOffline() {
        Receipt receipt = rig.client.send(Message.event("typing", "hall", true), SendOptions.volatileOnly());
        rig.run();

        assertThat(Rig.statusOf(receipt)).isEqualTo(Outcome.Status.DROPPED);
    }

    @Test
    void theFirstArgumentOfTheAnswerComesTyped() {
        rig.connected();
        CompletableFuture<Move> answer = rig.client.emitWithAck("move?", Move.class, "white", 1);
        assertThat(rig.said()).containsExactly("420[\"move?\",\"white\",1]");

        rig.hear("430[{\"piece\":\"rook\",\"x\":7},\"more\"]");

        assertThat(answer.join()).isEqualTo(new Move("rook", 7));
    }

    @Test
    void anAnswerThatIsAListIsOneArgument() {
        rig.connected();
        CompletableFuture<?> list = rig.client.emitWithAck("list?", List.class);
        CompletableFuture<Integer> first = rig.client.emitWithAck("numbers?", Integer.class);
        rig.run();

        rig.hear("430[[1,2]]", "431[1,2]");

        assertThat(list.join()).isEqualTo(List.of(1, 2));
        assertThat(first.join()).isEqualTo(1);
    }

    @Test
    void allArgumentsOfAnAnswerAreTheOutcomes() {
        rig.connected();
        Receipt receipt = rig.client.send(Message.event("login", "ada"), SendOptions.acked());
        rig.run();
        rig.hear("430[{\"piece\":\"rook\",\"x\":7},\"ada\",null]");

        Outcome outcome = receipt.outcome().join();
        assertThat(outcome.argument(0, Move.class).piece()).isEqualTo("rook");
        assertThat(outcome.argument(1, String.class)).isEqualTo("ada");
        assertThat(outcome.arguments()).extracting(Payload::json).last().isEqualTo("null");
        assertThat(outcome.reply().json()).isEqualTo("[{\"piece\":\"rook\",\"x\":7},\"ada\",null]");
        assertThatThrownBy(() -> outcome.argument(3, String.class)).hasMessageContaining("there are 3");
    }

    @Test
    void anAnswerThatCannotBeReadFailsAndHarmsNothing() {
        rig.connected();
        CompletableFuture<Integer> text = rig.client.emitWithAck("a", Integer.class);
        CompletableFuture<String> none = rig.client.emitWithAck("b", String.class);
        CompletableFuture<String> nothing = rig.client.emitWithAck("c", String.class);
        CompletableFuture<Void> whatever = rig.client.emitWithAck("d", Void.class);
        rig.run();
        rig.hear("430[\"x\"]", "431[]", "432[null]", "433[]");

        assertThat(List.of(text, none, nothing))
                .extracting(answer -> failureOf(answer).code())
                .containsOnly(ErrorCode.PAYLOAD_MISMATCH);
        assertThat(failureOf(none)).hasMessageContaining("there is no argument 0");
        assertThat(whatever).isCompletedWithValue(null);
    }

    @Test
    void aQuestionIsAskedOnceAndItsAnswerAwaitedForTenSeconds() {
        rig.connected();
        CompletableFuture<String> answer = rig.client.emitWithAck("never", String.class);
        rig.advance(ofSeconds(10).minus(ofMillis(1)));
        assertThat(answer).isNotDone();

        rig.advance(ofMillis(1));

        assertThat(failureOf(answer).code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
        assertThat(rig.said()).containsExactly("420[\"never\"]");
    }

    @Test
    void aQuestionIsOverWithItsLink() {
        rig.connected();
        CompletableFuture<String> answer = rig.client.emitWithAck("ask", String.class);
        rig.run();
        rig.reconnect();

        assertThat(failureOf(answer).code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
        assertThat(rig.hear("430[\"stale\"]")).containsExactly("420[\"ask\"]", "40");
    }

    @Test
    void aQuestionThatIsAskedOfflineWaitsForTheConnection() {
        CompletableFuture<String> answer = rig.client.emitWithAck("ask", String.class);
        rig.advance(ofSeconds(60));
        rig.connected();
        rig.hear("430[\"yes\"]");

        assertThat(answer.join()).isEqualTo("yes");
    }

    @Test
    void aReplyThatNobodyAskedForFails() {
        rig.connected();
        Receipt sent = rig.client.emit("x", 1);
        Receipt dropped = new SocketIoRig().client.send(Message.event("x"), SendOptions.volatileOnly());
        rig.run();

        assertThat(failureOf(sent.reply(String.class))).hasMessageContaining("without asking for an acknowledgement");
        assertThat(dropped.reply(String.class)).isNotDone();
    }

    @Test
    void theOutcomeTellsWhyThereIsNoReply() {
        Receipt dropped = rig.client.send(Message.event("x"), SendOptions.volatileOnly());
        Receipt expired =
                rig.client.send(Message.event("y"), SendOptions.acked().timeToLive(ofSeconds(1)));
        Receipt cancelled = rig.client.send(Message.event("z"), SendOptions.acked());
        CompletableFuture<String> refused = rig.client.emitWithAck("n", String.class, Double.NaN);
        rig.advance(ofSeconds(1));
        rig.client.cancel(cancelled.id());
        rig.run();

        assertThat(failureOf(dropped.reply(String.class)).code()).isEqualTo(ErrorCode.LINK_LOST);
        assertThat(failureOf(expired.reply(String.class)).code()).isEqualTo(ErrorCode.EXPIRED);
        assertThat(failureOf(cancelled.reply(String.class)).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failureOf(refused).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void optionsAreNoArgument() {
        assertThatThrownBy(() -> rig.client.emit("x", 1, SendOptions.volatileOnly()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("send(Message.event");
        assertThatThrownBy(() -> rig.client.emitWithAck("x", String.class, SendOptions.acked()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDialectWithAPlaceForOneArgumentRefusesSeveral() {
        Rig pipe = new Rig().connected();
        Receipt none = pipe.client.emit("none");
        Receipt one = pipe.client.emit("one", "a");
        Receipt several = pipe.client.emit("several", "a", "b");
        CompletableFuture<String> asked = pipe.client.emitWithAck("asked", String.class, "x");
        pipe.run();
        pipe.hear("ack|" + pipe.server.ids("asked").get(0) + "|\"answer\"");

        assertThat(Rig.statusOf(none)).isEqualTo(Outcome.Status.SENT);
        assertThat(Rig.statusOf(one)).isEqualTo(Outcome.Status.SENT);
        assertThat(failureOf(several.accepted()))
                .hasMessageContaining("a place for one argument, and the message has 2");
        assertThat(asked.join()).isEqualTo("answer");
    }

    @Test
    void aDialectWithoutAcksCannotBeAsked() {
        Rig pipe = new Rig(PipeDialect.withoutAcks()).connected();
        CompletableFuture<String> asked = pipe.client.emitWithAck("asked", String.class);
        pipe.run();

        assertThat(failureOf(asked)).hasMessageContaining("no acknowledgements");
    }
}
