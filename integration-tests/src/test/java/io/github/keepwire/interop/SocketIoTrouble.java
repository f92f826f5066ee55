// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.SendOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A stage on which links are lost, and what the official server remembers of it. */
abstract class SocketIoTrouble extends SocketIoStage {
    /** Acked, also across an outage: the time to answer is per transmission. */
    static final SendOptions PATIENT = SendOptions.acked(ofSeconds(30));

    static void message(RealtimeClient client, String event, Object... arguments) {
        client.send(Message.builder(event).arguments(List.of(arguments)).build(), SendOptions.queued());
    }

    /** The next change to a state without a link. */
    static CompletableFuture<StateChange> lossOf(RealtimeClient client) {
        CompletableFuture<StateChange> loss = new CompletableFuture<>();
        client.onState(change -> {
            if (change.current() == ConnectionState.RECONNECTING || change.current() == ConnectionState.FAILED) {
                loss.complete(change);
            }
        });
        return loss;
    }

    /** Lets the server cut the link, and waits until the client has noticed. */
    static void cut(RealtimeClient client) throws Exception {
        CompletableFuture<StateChange> loss = lossOf(client);
        client.send("kill-tcp", 1);
        loss.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void confirmed(Subscription subscription) throws Exception {
        subscription.confirmed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What the server was told to note, in the order in which it came, with repeats. */
    static List<?> notes(RealtimeClient client) throws Exception {
        return ack(client, "notes").as(List.class);
    }

    static List<Integer> numbersTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
