// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Scope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way of a client into channels and rooms. Where one is refused, now or after a reconnect, the goal is given up. Ask
 * before connecting, so that what fits into one frame goes in one.
 */
final class Entry {
    private final RealtimeClient client;
    private final Goal goal;
    private final Map<Scope, CompletableFuture<Void>> asked = new LinkedHashMap<>();

    Entry(RealtimeClient client, Goal goal) {
        this.client = client;
        this.goal = goal;
        client.onRoom(this::follow);
    }

    /** Wants to be in; does not block. */
    void ask(Scope scope) {
        CompletableFuture<Void> answer =
                scope.kind() == Scope.Kind.ROOM ? client.room(scope.name()).join() : subscribe(scope);
        asked.put(scope, answer);
        answer.whenComplete((in, refusal) -> giveUp(refusal instanceof KeepwireException known ? known : null));
    }

    /** What comes on a channel is heard by whoever listens to everything. */
    private CompletableFuture<Void> subscribe(Scope scope) {
        Subscription subscription = client.subscribe(scope.name(), message -> {});
        subscription.onState(change -> giveUp(change.reason()));
        return subscription.confirmed();
    }

    private void follow(RoomEvent event) {
        giveUp(event.kind() == RoomEvent.Kind.REFUSED ? event.reason() : null);
    }

    private void giveUp(@Nullable KeepwireException reason) {
        if (reason != null) {
            goal.fail(CommandFailure.of(reason));
        }
    }

    /** Blocks until all of them are confirmed, or the goal is over. */
    void await(Duration timeout) throws InterruptedException {
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new));
        CompletableFuture<Void> in = new CompletableFuture<>();
        all.thenRun(() -> in.complete(null));
        if (!goal.awaitStep(in, timeout)) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT, "timed out: not confirmed within " + timeout + ": " + unconfirmed());
        }
    }

    private String unconfirmed() {
        return asked.entrySet().stream()
                .filter(entry -> !entry.getValue().isDone())
                .map(entry -> entry.getKey().toString())
                .collect(Collectors.joining(", "));
    }
}
