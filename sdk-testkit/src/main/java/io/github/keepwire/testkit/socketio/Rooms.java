// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What the server does with events that nobody handles: rooms, what is said in them, and handing on all the rest.
 *
 * <p>An event whose first argument names a room goes to the others in it, and is refused if the sender is not; an event that
 * names none goes to all others in the namespace.
 */
final class Rooms {
    private static final int LONGEST_NAME = 256;

    private final SocketIoHub hub;
    private final RoomWords words;

    Rooms(SocketIoHub hub) {
        this.hub = hub;
        words = hub.settings().rooms();
    }

    private record Request(SocketIoSocket from, String event, SocketIoArguments arguments, SocketIoAck ack) {}

    /** Handles an event of a name. */
    SocketIoHandler of(String event) {
        return (from, arguments, ack) -> hub.turn().take(() -> handle(new Request(from, event, arguments, ack)));
    }

    private void handle(Request request) {
        String event = request.event();
        String room = request.arguments().field(words.field());
        boolean isAboutRoom =
                Set.of(words.join(), words.leave(), words.message()).contains(event);
        if (isAboutRoom && (room.isEmpty() || room.length() > LONGEST_NAME)) {
            request.ack().send(no(words.field() + " must name a room"));
        } else if (event.equals(words.join())) {
            join(request.from(), room, request.ack());
        } else if (event.equals(words.leave())) {
            leave(request.from(), room, request.ack());
        } else if (room.isEmpty()) {
            SocketIoSocket from = request.from();
            from.space()
                    .emit(
                            Selector.ALL.but(from.id()),
                            event,
                            request.arguments().array());
            request.ack().send(Map.of("success", true));
        } else {
            say(request, room);
        }
    }

    private static Map<String, Object> no(String why) {
        return Map.of("success", false, "error", why);
    }

    private Map<String, Object> yes(String room) {
        return Map.of("success", true, words.field(), room);
    }

    private void join(SocketIoSocket from, String room, SocketIoAck ack) {
        if (!from.mayJoin(room)) {
            ack.send(no("leave another room first"));
            return;
        }
        boolean isNew = !from.roomNames().contains(room);
        from.join(room);
        ack.send(yes(room));
        Histories histories = from.space().histories();
        if (histories.areKept()) {
            ObjectNode told = Json.object().put(words.field(), room).set("messages", histories.of(room));
            from.emit("room_history", told);
        }
        if (isNew) {
            told(from, room, "joined");
        }
    }

    private void leave(SocketIoSocket from, String room, SocketIoAck ack) {
        boolean wasIn = from.roomNames().contains(room);
        from.leave(room);
        ack.send(yes(room));
        if (wasIn) {
            told(from, room, "left");
        }
    }

    /** Tells a room who came or went. */
    void told(SocketIoSocket who, String room, String action) {
        if (hub.settings().tellsPresence()) {
            ObjectNode told = Json.object()
                    .put(words.field(), room)
                    .put("userId", who.user())
                    .put("action", action);
            who.space().emit(new Selector(room, Set.of(who.id())), "user_" + action, Json.array(told));
        }
    }

    private void say(Request request, String room) {
        SocketIoSocket from = request.from();
        if (!from.roomNames().contains(room)) {
            request.ack().send(no("join the room first: " + room));
            return;
        }
        boolean isSaid = request.event().equals(words.message());
        ArrayNode content = stamped(request.arguments().array(), isSaid ? "sender" : "userId", from.user());
        if (isSaid) {
            from.space().histories().add(room, content.path(0));
        }
        Selector others = new Selector(room, Set.of(from.id()));
        from.space().emit(others, isSaid ? RoomWords.SAID : request.event(), content);
        request.ack().send(yes(room));
    }

    /** The same with the sender's name in the first argument, if there is none. */
    private static ArrayNode stamped(ArrayNode arguments, String field, String user) {
        JsonNode first = arguments.path(0);
        if (first instanceof ObjectNode object && !object.has(field)) {
            arguments.set(0, object.deepCopy().put(field, user));
        }
        return arguments;
    }
}
