// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Scope;
import java.util.concurrent.CompletableFuture;

/**
 * A channel of a client: subscribed to now and after each reconnect, with listeners of its own. With Socket.IO, it is a
 * namespace beside the one of the address, over the same link.
 *
 * <pre>{@code
 * Channel chat = client.channel("/chat");
 * chat.on("message", ChatLine.class, (line, message) -> view.append(line));
 * chat.subscribe().thenRun(() -> chat.emit("hello", "world"));
 * }</pre>
 *
 * <p>Its listeners hear what comes on the channel while anybody of this client is subscribed to it, or has joined a room of it,
 * and are removed by {@link #unsubscribe()}. What is sent on it, where the dialect can ({@code Feature.CHANNEL_MESSAGES}), waits for
 * the server to confirm the channel, and ends as {@code FAILED} while nobody wants it, but for what an earlier life of the client has
 * left in a store: that waits until somebody does. Elsewhere it is refused. A channel is a view:
 * two of one name are the same channel. Safe for use by any thread; nothing blocks.
 */
public final class Channel extends Scoped {
    Channel(RealtimeClient client, Scope scope) {
        super(client, scope);
    }

    /**
     * Which channel this is.
     *
     * @return its name
     */
    public String name() {
        return scope.name();
    }

    /**
     * Whether the server has confirmed what {@link #subscribe()} asked for. A subscription of {@link RealtimeClient#subscribe}
     * tells of itself.
     *
     * @return true while the channel is subscribed to; false during an outage
     */
    public boolean isSubscribed() {
        return client.connection().scopes().subscriptions().isSubscribed(scope);
    }

    /**
     * Subscribes to the channel, now and after each reconnect, until it is unsubscribed from.
     *
     * @return completes once the server has confirmed it, or, where it never does, once it is told; fails with a
     *     {@code KeepwireException} if the server refuses, does not answer three times, or if it is unsubscribed from first
     */
    public CompletableFuture<Void> subscribe() {
        return client.connection().scopes().subscriptions().subscribe(scope);
    }

    /**
     * Ends that, and removes the channel's listeners at once. The server is told once nobody else wants the channel: no
     * {@link RealtimeClient#subscribe subscription} and no {@link #room} of it.
     *
     * @return completes once nothing of the channel is heard any more; never fails
     */
    public CompletableFuture<Void> unsubscribe() {
        return client.connection().scopes().subscriptions().unsubscribe(scope);
    }

    /**
     * A room in this channel, where the dialect has such ({@code Feature.CHANNEL_ROOMS}; elsewhere joining it is refused). To
     * join it is enough: the channel is entered for its sake, and left after the last of its rooms if nobody has subscribed.
     *
     * @param id the room's name: 1 to 256 characters, none of them a control character
     * @return the room; one of the same name in another channel, or in none, is another room
     * @throws IllegalArgumentException if the name cannot travel
     */
    public Room room(String id) {
        return new Room(client, Scope.room(requireNonNull(id, "id")).in(scope));
    }
}
