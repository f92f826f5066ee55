// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.message.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A room of a client: joined now and after each reconnect, with listeners of its own.
 *
 * <pre>{@code
 * Room room = client.room("room_123");
 * room.on("message", ChatLine.class, (line, message) -> view.append(line));
 * room.join().thenRun(() -> room.send("message", new ChatLine("Hello")));
 * }</pre>
 *
 * <p>Its listeners hear what comes on the room, and are removed when it is left. A room is a view: two of one name are the
 * same room. Safe for use by any thread; nothing blocks.
 */
public final class Room extends Scoped {
    Room(RealtimeClient client, Scope scope) {
        super(client, scope);
    }

    /**
     * Which room this is.
     *
     * @return its name
     */
    public String id() {
        return scope.name();
    }

    /**
     * The channel that the room is in.
     *
     * @return its name, or nothing if it is in none
     */
    public Optional<String> channel() {
        return Optional.ofNullable(scope.parent()).map(Scope::name);
    }

    /**
     * Whether the server has confirmed that we are in.
     *
     * @return true while the room is joined; false during an outage
     */
    public boolean isJoined() {
        return client.connection().scopes().rooms().isJoined(scope);
    }

    /**
     * Who is in, as far as the server tells: the dialect must have words for it, and the ready JSON dialects have none. They
     * are known once the room is joined, and forgotten when it is left and during an outage; what the server tells when the
     * room is joined again takes their place. At most 10 000 are remembered: of those beyond, neither their coming nor their
     * going is told.
     *
     * @return their ids, in the order in which they came; immutable, empty while none are known
     */
    public List<String> members() {
        return client.connection().scopes().rooms().members(scope);
    }

    /**
     * Joins the room, now and after each reconnect, until it is left.
     *
     * @return completes once the server has confirmed it; fails with a {@code KeepwireException} if the server refuses, does
     *     not answer three times, or if the room is left first
     */
    public CompletableFuture<Void> join() {
        return client.connection().scopes().rooms().join(scope);
    }

    /**
     * Leaves the room, and removes its listeners at once.
     *
     * @return completes once the server is told, or at once if the room was not joined; never fails
     */
    public CompletableFuture<Void> leave() {
        return client.connection().scopes().rooms().leave(scope);
    }
}
