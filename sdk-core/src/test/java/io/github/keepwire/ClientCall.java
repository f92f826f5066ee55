// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Every public method of the client, as one call each. */
enum ClientCall {
    CONNECT((client, registration) -> client.connect()),
    CLOSE((client, registration) -> client.close()),
    CLOSE_ASYNC((client, registration) -> client.closeAsync(Duration.ofSeconds(1))),
    RECONNECT_NOW((client, registration) -> client.reconnectNow()),
    NETWORK_CHANGED((client, registration) -> client.networkChanged()),
    STATE((client, registration) -> client.state()),
    STATS((client, registration) -> client.stats()),
    SNAPSHOT((client, registration) -> client.snapshot()),
    ON_SNAPSHOT((client, registration) -> client.onSnapshot(snapshot -> {})),
    CLEAR((client, registration) -> client.clear()),
    ON_STATE((client, registration) -> client.onState(change -> {})),
    ON_ERROR((client, registration) -> client.onError(event -> {})),
    ON_OUTCOME((client, registration) -> client.onOutcome(event -> {})),
    ON((client, registration) -> client.on("note", message -> {})),
    ON_TYPED((client, registration) -> client.on("note", Object.class, (payload, message) -> {})),
    ONCE((client, registration) -> client.once("note", message -> {})),
    ONCE_TYPED((client, registration) -> client.once("note", Object.class, (payload, message) -> {})),
    ON_ANY((client, registration) -> client.onAny(message -> {})),
    OFF((client, registration) -> client.off("note")),
    OFF_LISTENER((client, registration) -> client.off("note", (MessageListener) message -> {})),
    SUBSCRIBE((client, registration) -> client.subscribe("channel", message -> {})),
    ROOM((client, registration) -> client.room("hall").join()),
    CHANNEL((client, registration) -> {
        Channel channel = client.channel("news");
        channel.on("note", message -> {});
        channel.subscribe();
        channel.send("out", "x");
        channel.room("hall").join();
        channel.unsubscribe();
    }),
    ON_SENDING((client, registration) -> client.onSending(message -> {})),
    ON_ROOM((client, registration) -> client.onRoom(event -> {})),
    ON_RECOVERY((client, registration) -> client.onRecovery(event -> {})),
    SEND((client, registration) -> client.send("out", "x")),
    SEND_ACKED((client, registration) -> client.send("out", "x", SendOptions.acked(Duration.ofSeconds(5)))),
    SEND_MESSAGE((client, registration) -> client.send(Message.of("out", "x"), SendOptions.volatileOnly())),
    EMIT((client, registration) -> client.emit("out", "x", 1)),
    EMIT_WITH_ACK((client, registration) -> client.emitWithAck("out", Void.class, "x")),
    CANCEL((client, registration) -> client.cancel("unknown")),
    CLEAR_OUTBOX((client, registration) -> client.clearOutbox()),
    DRAIN((client, registration) -> client.drain(Duration.ofSeconds(5))),
    CLOSE_REGISTRATION((client, registration) -> registration.close());

    private final BiConsumer<RealtimeClient, Registration> call;

    ClientCall(BiConsumer<RealtimeClient, Registration> call) {
        this.call = call;
    }

    void on(RealtimeClient client, Registration registration) {
        call.accept(client, registration);
    }

    boolean closes() {
        return this == CLOSE || this == CLOSE_ASYNC;
    }
}
