// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.Room;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Namespaces and rooms of the official server, and how one is refused or thrown out; once for each transport. */
abstract class SocketIoPlaces extends SocketIoTrouble {
    private static final Scope CHAT = Scope.channel("/chat");

    // namespaces

    @Test
    void twoNamespacesOnOneLinkHaveAcksOfTheirOwn() throws Exception {
        RealtimeClient client = connected("");
        confirmed(client.subscribe("/chat", message -> {}));
        confirmed(client.subscribe("/dynamic-7", message -> {}));

        Payload main = ack(client, "where");
        Payload chat = outcome(client, CHAT, "where").reply();
        Payload dynamic = outcome(client, Scope.channel("/dynamic-7"), "where").reply();

        assertThat(chat.field("link")).isEqualTo(main.field("link")).isEqualTo(dynamic.field("link"));
        assertThat(List.of(main.field("namespace"), chat.field("namespace"), dynamic.field("namespace")))
                .containsExactly("/", "/chat", "/dynamic-7");
        assertThat(List.of(main.field("id"), chat.field("id"), dynamic.field("id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void acksThatOvertakeOneAnotherReachTheirSenders() throws Exception {
        RealtimeClient client = connected("");
        confirmed(client.subscribe("/chat", message -> {}));
        List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Message.Builder message = Message.builder("echo-after").arguments(List.of((20 - i) * 10, i));
            waiting.add(client.send((i % 2 == 0 ? message : message.scope(CHAT)).build(), ACKED)
                    .outcome());
        }

        for (int i = 0; i < 20; i++) {
            Outcome outcome = waiting.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(outcome.reply().as(Integer.class)).isEqualTo(i);
        }
    }

    @Test
    void eventsOfANamespaceAreHeardThereOnly() throws Exception {
        RealtimeClient client = connected("");
        Queue<Message> chat = new ConcurrentLinkedQueue<>();
        confirmed(client.subscribe("/chat", chat::add));
        client.send("say-back", "in main");
        assertThat(next("back").scopes()).isEmpty();

        assertThat(chat).noneMatch(message -> message.type().equals("back"));
        client.send(Message.builder("say-back").payload("in chat").scope(CHAT).build(), SendOptions.queued());
        await().atMost(ofSeconds(PATIENCE_SECONDS))
                .until(() -> chat.stream().anyMatch(message -> message.type().equals("back")));
    }

    @Test
    void aNamespaceThatTheServerEndsIsNotEnteredAgainByItself() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "", builder -> builder);
            Subscription chat = client.subscribe("/chat", message -> {});
            confirmed(chat);

            ack(client, "echo", 1);
            client.send("kick-all-of", "/chat");

            await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> chat.state() == Subscription.State.REFUSED);
            assertThat(chat.refusal())
                    .hasValueSatisfying(reason -> assertThat(reason.code()).isEqualTo(ErrorCode.REJECTED_BY_SERVER));
            cut(client);
            assertThat(ack(client, "crowd", "/chat").as(Integer.class)).isZero();
            confirmed(client.subscribe("/chat", message -> {}));
            assertThat(ack(client, "crowd", "/chat").as(Integer.class)).isEqualTo(1);
        }
    }

    @Test
    void aNamespaceThatIsLeftIsLeftOnTheServerToo() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "", builder -> builder);
            Subscription first = client.subscribe("/chat", message -> {});
            Subscription second = client.subscribe("chat", message -> {});
            confirmed(first);
            confirmed(second);
            first.close();
            assertThat(ack(client, "crowd", "/chat").as(Integer.class)).isEqualTo(1);

            second.close();

            await().atMost(ofSeconds(PATIENCE_SECONDS))
                    .until(() -> ack(client, "crowd", "/chat").as(Integer.class) == 0);
        }
    }

    @Test
    void aNamespaceThatIsGivenUpBeforeTheServerAnswersCostsNothing() throws Exception {
        try (NodeServer own = NodeServer.start(Map.of())) {
            RealtimeClient client = connected(own, "", builder -> builder);
            CompletableFuture<StateChange> loss = lossOf(client);
            for (int i = 0; i < 10; i++) {
                client.subscribe("/dynamic-" + i, message -> {}).close();
            }

            for (int i = 0; i < 10; i++) {
                String name = "/dynamic-" + i;
                await().atMost(ofSeconds(PATIENCE_SECONDS))
                        .until(() -> ack(client, "crowd", name).as(Integer.class) == 0);
            }
            assertThat(loss).isNotDone();
        }
    }

    @Test
    void namespacesAreEnteredAgainAfterALoss() throws Exception {
        RealtimeClient client = connected("");
        confirmed(client.subscribe("/chat", message -> {}));
        cut(client);

        assertThat(outcome(client, CHAT, "where").reply().field("namespace")).isEqualTo("/chat");
    }

    @Test
    void nobodySendsIntoANamespaceThatIsNotEntered() throws Exception {
        RealtimeClient client = connected("");

        Outcome outcome = outcome(client, CHAT, "echo", 1);

        assertThat(outcome.error()).hasMessageContaining("subscribe to it first");
    }

    // refusals

    @Test
    void aRefusalIsToldInTheServersWords() {
        KeepwireException refusal = refusalOf("/plain");

        assertThat(refusal).hasMessageContaining("/plain was refused: not today");
        assertThat(refusal.code()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
    }

    @Test
    void aRefusalThatIsABareTextIsToldToo() {
        assertThat(refusalOf("/bare")).hasMessageContaining("/bare was refused: go away");
    }

    @Test
    void aRefusalOfASecondNamespaceIsToldToo() throws Exception {
        RealtimeClient client = connected("");

        assertThat(failureOf(client.subscribe("/plain", message -> {}).confirmed()))
                .hasMessageContaining("not today");
        assertThat(failureOf(client.subscribe("/bare", message -> {}).confirmed()))
                .hasMessageContaining("go away");
        assertThat(failureOf(client.subscribe("/nope", message -> {}).confirmed()))
                .hasMessageContaining("/nope is unknown to the server");
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    private KeepwireException refusalOf(String namespace) {
        return failureOf(client(server, namespace, builder -> builder).connect());
    }

    // rooms

    @Test
    void whatIsToldToTheOthersOfARoomIsHeardByThemOnly() throws Exception {
        RealtimeClient sender = connected("");
        RealtimeClient member = connected("");
        RealtimeClient outsider = connected("");
        join(sender, "den");
        join(member, "den");
        Queue<Message> atMember = told(member);
        Queue<Message> elsewhere = told(sender);
        outsider.on("told", elsewhere::add);

        outcome(sender, "tell_others", Map.of("roomId", "den", "text", "hush"));

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> atMember.size() == 1);
        ack(outsider, "echo", 1);
        ack(sender, "echo", 1);
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void whoHasLeftARoomHearsNoMoreOfIt() throws Exception {
        RealtimeClient sender = connected("");
        RealtimeClient member = connected("");
        Room den = join(member, "den");
        join(member, "hall");
        Queue<Message> told = told(member);
        den.leave().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        outcome(member, "echo", Map.of()); // behind the leave: the server has dealt with that

        outcome(sender, "tell_others", Map.of("roomId", "den", "text", "not for them"));
        outcome(sender, "tell_others", Map.of("roomId", "hall", "text", "for them"));

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> !told.isEmpty());
        assertThat(told.peek().payload().field("text")).isEqualTo("for them");
    }

    @Test
    void aRoomIsHeardAgainAfterALoss() throws Exception {
        RealtimeClient sender = connected("");
        RealtimeClient member = connected("");
        Room den = join(member, "den \ud83d\ude80");
        Queue<Message> told = told(member);
        cut(member);
        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(den::isJoined);

        outcome(sender, "tell_others", Map.of("roomId", "den \ud83d\ude80", "text", "back?"));

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> told.size() == 1);
    }

    private static Room join(RealtimeClient client, String name) throws Exception {
        Room room = client.room(name);
        room.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return room;
    }

    private static Queue<Message> told(RealtimeClient client) {
        Queue<Message> told = new ConcurrentLinkedQueue<>();
        client.on("told", told::add);
        return told;
    }

    // answers

    @Test
    void aQuestionInANamespaceIsAnsweredThere() throws Exception {
        RealtimeClient client = connected("/chat");
        client.on("ask", message -> client.send(message.answer("with", new byte[] {1, 2}), SendOptions.volatileOnly()));

        client.send("ask-me", 7);

        List<Payload> answer = next("answered").arguments();
        assertThat(answer.get(0).as(String.class)).isEqualTo("with");
        assertThat(answer.get(1).as(byte[].class)).containsExactly(1, 2);
    }

    @Test
    void aQuestionIsAnsweredOnce() throws Exception {
        RealtimeClient client = connected("");
        client.send("ask-me", 7);
        Message question = next("ask");

        Outcome first = answer(client, question, "yes");
        Outcome second = answer(client, question, "no");

        assertThat(first.status()).isEqualTo(Outcome.Status.SENT);
        assertThat(second.error()).hasMessageContaining("answered already");
        assertThat(next("answered").payload().as(String.class)).isEqualTo("yes");
    }

    @Test
    void anAnswerForAnotherLinkIsNotWrittenToTheNewOne() throws Exception {
        RealtimeClient client = connected("");
        client.send("ask-me", 7);
        Message question = next("ask");
        cut(client);
        ack(client, "echo", "on a new link");

        Outcome late = answer(client, question, "late");

        assertThat(late.error()).hasMessageContaining("another link");
        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
    }

    @Test
    void aQuestionThatNobodyAnswersEndsAtTheServer() throws Exception {
        RealtimeClient client = connected("");

        outcome(client, "ask-soon", 100);

        assertThat(next("asked").payload().as(String.class)).contains("timed out");
        Outcome late = answer(client, next("ask"), "too late");
        assertThat(late.status()).isEqualTo(Outcome.Status.SENT);
        assertThat(ack(client, "echo", Arrays.asList(1, null)).json()).isEqualTo("[1,null]");
    }

    private static Outcome answer(RealtimeClient client, Message question, String words) throws Exception {
        return client.send(question.answer(words), SendOptions.volatileOnly())
                .outcome()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
