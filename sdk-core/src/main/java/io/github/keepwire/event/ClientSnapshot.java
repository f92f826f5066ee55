// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client stands at one moment: its connection, the server's session, what it is subscribed to and which rooms it is in.
 * Immutable, and consistent in itself.
 *
 * <pre>{@code
 * client.onSnapshot(now -> view.show(now.isConnected(), now.currentRoom().map(ClientSnapshot.RoomStatus::id).orElse("-")));
 * }</pre>
 *
 * <p>Channels and rooms are those that are wanted. One that the server refused is not wanted any more: its
 * {@link Subscription} or a {@link RoomEvent} tells of it.
 *
 * @param state where the connection stands
 * @param since when it came into that state, by the client's wall clock
 * @param session what the server told of its session; {@link Session#NONE} while there is none
 * @param rooms the rooms that are joined or are to be, in the order in which the application asked for them
 * @param channels the channels that are subscribed to or are to be, in the order in which the application asked for them
 */
public record ClientSnapshot(
        ConnectionState state, Instant since, Session session, List<RoomStatus> rooms, List<ChannelStatus> channels) {
    /** Checks and copies the parts. */
    public ClientSnapshot {
        requireNonNull(state, "state");
        requireNonNull(since, "since");
        requireNonNull(session, "session");
        rooms = Collections.unmodifiableList(new ArrayList<>(rooms));
        channels = Collections.unmodifiableList(new ArrayList<>(channels));
    }

    /**
     * Whether messages can go out and come in.
     *
     * @return true in {@link ConnectionState#OPEN}
     */
    public boolean isConnected() {
        return state == ConnectionState.OPEN;
    }

    /**
     * The current room: of those that the server has confirmed, the one that the application joined last. An outage does not
     * change which one that is, only that there is none until the rooms are joined again.
     *
     * @return the room, or nothing while none is joined
     */
    public Optional<RoomStatus> currentRoom() {
        for (int i = rooms.size() - 1; i >= 0; i--) {
            if (rooms.get(i).joined()) {
                return Optional.of(rooms.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * What the server told of the session when it was opened.
     *
     * @param id the server's name for it, as it came; null where it gives none
     * @param data what came with it, empty where nothing did, or more than 16 384 characters
     */
    public record Session(@Nullable String id, Payload data) {
        /** No session, or one of which nothing is told. */
        public static final Session NONE = new Session(null, Payload.empty());

        /** Checks the parts. */
        public Session {
            requireNonNull(data, "data");
        }
    }

    /**
     * A room that is wanted.
     *
     * @param id its name
     * @param joined whether the server has confirmed it
     * @param info what the server last told of it when it confirmed it: a title, who is in; empty where it told nothing, or
     *     more than 16 384 characters
     * @param members the ids of who is in, in the order in which they came, 10 000 at most; empty where the dialect tells none,
     *     and while the room is not joined
     * @param channel the channel that the room is in, or null if it is in none
     */
    public record RoomStatus(
            String id,
            boolean joined,
            Payload info,
            List<String> members,
            @Nullable String channel) {
        /** Checks and copies the parts. */
        public RoomStatus {
            requireNonNull(id, "id");
            requireNonNull(info, "info");
            members = Collections.unmodifiableList(new ArrayList<>(members));
        }
    }

    /**
     * A channel that is wanted.
     *
     * @param name its name
     * @param state {@code SUBSCRIBING} or {@code ACTIVE}
     */
    public record ChannelStatus(String name, Subscription.State state) {
        /** Checks the parts. */
        public ChannelStatus {
            requireNonNull(name, "name");
            requireNonNull(state, "state");
        }
    }
}
