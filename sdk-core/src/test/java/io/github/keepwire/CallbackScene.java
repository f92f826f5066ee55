// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testing.LoopbackTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client on real threads, with a trap for one call in one place. */
final class CallbackScene implements AutoCloseable {
    final PipeServer server = new PipeServer();
    final RealtimeClient client;
    private final CallbackPlace place;
    private final Threads threads;
    private final Trap trap;
    private final Registration registration;
    private final CompletableFuture<Void> tokenAllowed = new CompletableFuture<>();
    private final CountDownLatch loopHeld = new CountDownLatch(1);
    private final CountDownLatch loopReleased = new CountDownLatch(1);

    CallbackScene(Threads threads, CallbackPlace place, ClientCall call) {
        this.threads = threads;
        this.place = place;
        server.acking = place != CallbackPlace.OUTCOME;
        PipeDialect dialect = new PipeDialect();
        dialect.hook = this::inDialect;
        client = threads.give(RealtimeClient.builder(Rig.ADDRESS))
                .transport(LoopbackTransport.to(server))
                .protocol(dialect)
                .filter(filter())
                .token(this::token)
                .heartbeat(Heartbeat.every(Duration.ofMillis(50)).payload(this::heartbeat))
                .build();
        registration = client.on("other", message -> {});
        trap = new Trap(() -> call.on(client, registration));
        listen();
    }

    private void listen() {
        switch (place) {
            case MESSAGE -> client.on("note", message -> trap.spring());
            case TYPED -> client.on("note", Object.class, (payload, message) -> trap.spring());
            case ANY -> client.onAny(message -> trap.spring());
            case ONCE -> client.once("note", message -> trap.spring());
            case STATE -> client.onState(change -> trap.spring());
            case ERROR -> client.onError(event -> trap.spring());
            case SENDING -> client.onSending(message -> trap.spring());
            default -> {}
        }
    }

    /** Walks into the trap, and waits until the call has returned. */
    void play() throws Exception {
        if (place.isWhileConnecting()) {
            trap.set();
        }
        CompletableFuture<Void> opened = client.connect();
        if (place == CallbackPlace.CONNECTED) {
            opened.thenRun(trap::spring);
        }
        tokenAllowed.complete(null);
        if (!place.isWhileConnecting()) {
            opened.get(10, TimeUnit.SECONDS);
            server.awaitPeer();
            trap.set();
            provoke();
        }
        trap.awaitReturn();
    }

    private void provoke() throws Exception {
        switch (place) {
            case MESSAGE, TYPED, ANY, ONCE, FILTER, SESSION_RECEIVED -> server.say("note||1");
            case ERROR -> server.say("garbage");
            case SENDING, SESSION_ENCODE -> client.send("out", "x");
            case SESSION_ANSWERED -> server.say("ask||");
            case SESSION_WAKE -> server.say("alarm||0");
            case SESSION_ENDED -> server.peer().cut();
            case ACCEPTED ->
                whileTheLoopIsHeld(() -> client.send("out", "x").accepted().thenRun(trap::spring));
            case OUTCOME -> outcome();
            case CLOSED ->
                whileTheLoopIsHeld(
                        () -> client.closeAsync(Duration.ofSeconds(1)).thenRun(trap::spring));
            case EXECUTOR_TASK -> threads.executor.execute(trap::spring);
            case CALLBACK_EXECUTOR_TASK -> threads.callbackExecutor.execute(trap::spring);
            default -> assertThat(place).isEqualTo(CallbackPlace.HEARTBEAT);
        }
    }

    private void outcome() {
        Receipt receipt = client.send(
                Message.builder("out").id("1").payload("x").build(), SendOptions.acked(Duration.ofSeconds(10)));
        receipt.outcome().thenRun(trap::spring);
        receipt.accepted().join();
        server.awaitFrame("out");
        server.acking = true;
        server.say("ack|1|{}");
    }

    /** Whatever completes meanwhile completes later, on a thread of the client. */
    private void whileTheLoopIsHeld(Runnable act) throws InterruptedException {
        server.say("hold||");
        assertThat(loopHeld.await(10, TimeUnit.SECONDS)).isTrue();
        act.run();
        loopReleased.countDown();
    }

    private MessageFilter filter() {
        return (message, now) -> {
            if (message.type().equals("hold")) {
                hold();
            } else if (place == CallbackPlace.FILTER) {
                trap.spring();
            }
            return true;
        };
    }

    private void hold() {
        loopHeld.countDown();
        try {
            assertThat(loopReleased.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletionStage<Token> token() {
        if (place == CallbackPlace.TOKEN) {
            trap.spring();
        }
        return tokenAllowed.thenApply(allowed -> {
            if (place == CallbackPlace.TOKEN_COMPLETION) {
                trap.spring();
            }
            return Token.of("secret");
        });
    }

    private Object heartbeat() {
        if (place == CallbackPlace.HEARTBEAT) {
            trap.spring();
        }
        return "alive";
    }

    private void inDialect(String method) {
        if (place.isIn(method)) {
            trap.spring();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
