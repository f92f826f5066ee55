// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.Room;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.event.Registration;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.event.StateChange;
import java.util.List;
import java.util.function.Consumer;

/**
 * A module of an application: listens to what concerns the chat while it is in use, and to nothing once it is disposed of. The
 * client belongs to the application, and outlives it.
 */
final class ChatModule {
    private final String me;
    private final ChatHistory history;
    private final Consumer<String> log;
    private List<Registration> registrations = List.of();

    ChatModule(String me, ChatHistory history, Consumer<String> log) {
        this.me = me;
        this.history = history;
        this.log = log;
    }

    /** Adds its listeners. */
    void initialize(RealtimeClient client, Room room) {
        registrations = List.of(
                client.onRoom(this::handleRoom),
                client.onState(this::handleConnection),
                client.onRecovery(this::handleRecovery),
                client.onError(this::handleError),
                room.on("message", ChatLine.class, (line, message) -> handleMessage(line)),
                room.on(Typing.EVENT, Typing.class, (typing, message) -> handleTyping(typing)));
    }

    /** Removes them; none of them is called any more. */
    void dispose() {
        registrations.forEach(Registration::close);
        registrations = List.of();
    }

    private void handleRoom(RoomEvent event) {
        switch (event.kind()) {
            case JOINED -> tell("is in the room " + event.room());
            case LEFT -> tell("has left the room " + event.room());
            case REFUSED -> tell("may not enter the room " + event.room());
            default -> {}
        }
    }

    private void handleConnection(StateChange change) {
        tell("is " + change.current());
    }

    private void handleRecovery(Recovery recovery) {
        tell(recovery.kind() == Recovery.Kind.RECOVERED ? "catches up" : "may have missed something");
    }

    private void handleError(ErrorEvent event) {
        tell("has a problem: " + event.error().getMessage());
    }

    private void handleMessage(ChatLine line) {
        history.add(line);
        tell("reads " + line);
    }

    private void handleTyping(Typing typing) {
        if (!typing.userId().equals(me)) {
            tell("sees " + typing.userId() + " typing");
        }
    }

    private void tell(String what) {
        log.accept(SafeText.wire(what));
    }
}
