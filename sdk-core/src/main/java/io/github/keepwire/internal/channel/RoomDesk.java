// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The rooms of one client, as its front door sees them. For any thread, but for what says otherwise. */
public final class RoomDesk {
    private final Channels channels;
    private final ScopeDesk.Line line;
    /** The rooms that are joined, or are about to be. Changed on the loop. */
    private final Map<Scope, RoomHandle> rooms = new ConcurrentHashMap<>();

    RoomDesk(Channels channels, ScopeDesk.Line line) {
        this.channels = channels;
        this.line = line;
    }

    /**
     * Joins a room, now and after each reconnect.
     *
     * @param room which
     * @return completes once the server has confirmed it
     */
    public CompletableFuture<Void> join(Scope room) {
        CompletableFuture<Void> joined = new CompletableFuture<>();
        line.loop().execute(() -> {
            RoomHandle known = rooms.get(room);
            RoomHandle handle = known == null ? new RoomHandle(room, this) : known;
            handle.await(joined);
            if (known == null) {
                rooms.put(room, handle);
                channels.want(room, handle, line.nanos());
            }
            line.changed();
        });
        return joined;
    }

    /**
     * Leaves a room, and removes its listeners.
     *
     * @param room which
     * @return completes once nothing of the room is heard any more
     */
    public CompletableFuture<Void> leave(Scope room) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        line.audience().scoped().removeAll(room);
        line.loop().execute(() -> {
            RoomHandle handle = rooms.get(room);
            if (handle != null) {
                channels.giveUp(room, handle, line.nanos());
            }
            complete(() -> left.complete(null));
            line.changed();
        });
        return left;
    }

    /**
     * Whether the server has confirmed a room.
     *
     * @param room which
     * @return true while it is joined
     */
    public boolean isJoined(Scope room) {
        RoomHandle handle = rooms.get(room);
        return handle != null && handle.isJoined();
    }

    /**
     * Who is in a room.
     *
     * @param room which
     * @return ids, as far as the server told them; immutable
     */
    public List<String> members(Scope room) {
        RoomHandle handle = rooms.get(room);
        return handle == null ? Collections.emptyList() : handle.members();
    }

    /**
     * The server told that a room was created. On the loop.
     *
     * @param room which
     * @param info what it told of it
     */
    public void created(Scope room, Payload info) {
        RoomEvent event = new RoomEvent(room, RoomEvent.Kind.CREATED, null, info);
        offer(event);
    }

    // for the handles, on the loop

    void forget(RoomHandle handle) {
        rooms.remove(handle.room(), handle);
    }

    void complete(Runnable completion) {
        line.completions().execute(completion);
    }

    /** Tells what a server may cause at will: there is a bound to what waits. */
    void offer(RoomEvent event) {
        line.audience()
                .offer(line.audience().rooms(), event, event.info().json().length());
    }

    void report(RoomEvent event) {
        line.audience().report(line.audience().rooms(), event);
    }
}
