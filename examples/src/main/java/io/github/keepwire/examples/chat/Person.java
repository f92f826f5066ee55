// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.Room;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.examples.cli.CommandFailure;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.examples.cli.Session;
import io.github.keepwire.examples.cli.Target;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One person of the chat: a client, the room they are in, and the module that listens for them. */
final class Person implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Said again until the server has taken it, for as long as it may matter to anybody. */
    private static final SendOptions SURELY =
            SendOptions.acked(Duration.ofSeconds(2)).timeToLive(Duration.ofMinutes(5));

    private static final Reconnect SOON =
            Reconnect.defaults().backoff(Backoff.exponential(Duration.ofMillis(200), Duration.ofSeconds(2)));

    private final String name;
    private final ChatHistory history = new ChatHistory();
    private final ChatModule module;
    private final Session session;
    private final Room room;

    /** {@code credentials} adds to the client what lets it in. */
    Person(
            String name,
            Target target,
            String room,
            UnaryOperator<RealtimeClientBuilder> credentials,
            Consumer<String> log) {
        this.name = name;
        this.module = new ChatModule(name, history, log);
        this.session = new Session(target, builder -> credentials.apply(describe(builder)));
        this.room = session.client().room(room);
    }

    private static RealtimeClientBuilder describe(RealtimeClientBuilder builder) {
        return builder.protocol(SocketIo.defaults().tokenInQuery("token").recovery())
                .tokenRefresh(TokenProvider.Refresh.every(Duration.ofMinutes(4)))
                .reconnect(SOON);
    }

    /** Connects, and waits until the room is entered. */
    void enter() throws InterruptedException {
        module.initialize(session.client(), room);
        awaitRoom();
    }

    /** Waits until they are in the room, again after a connection was lost or begun anew. */
    void awaitRoom() throws InterruptedException {
        session.connect();
        Patience.await(room.join(), PATIENCE, name + " is not in the room " + room.id());
    }

    CompletableFuture<Outcome> say(String text) {
        Receipt receipt = room.send("message", new ChatLine(text, name), SURELY);
        return receipt.outcome();
    }

    /** Nobody needs to know it later. */
    void type() {
        room.send(Typing.EVENT, new Typing(name), SendOptions.volatileOnly());
    }

    /** Listens to the chat no more; stays connected. */
    void stopListening() {
        module.dispose();
    }

    List<ChatLine> history() {
        return history.lines();
    }

    /** Waits until so many more lines were read. */
    void read(int lines) throws InterruptedException {
        if (!history.awaitNext(lines, PATIENCE)) {
            throw new CommandFailure(ExitCode.TIMED_OUT, name + " missed something of " + history.lines());
        }
    }

    /** How things stand, in one line. */
    String standing() {
        ClientSnapshot now = session.client().snapshot();
        List<String> rooms = now.rooms().stream()
                .map(status -> status.id() + (status.joined() ? "" : " (joining)"))
                .toList();
        return "is " + now.state() + ", session " + (now.session().id() == null ? "-" : "yes") + ", rooms " + rooms;
    }

    @Override
    public void close() {
        session.close();
    }
}
