// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.event.Registration;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import java.util.function.Consumer;

/** Who listens to one client, by what they hear. For any thread. */
abstract class Listeners {
    final MessageListeners messages = new MessageListeners();
    final ScopedListeners subscribed = new ScopedListeners();
    final ScopedListeners scoped = new ScopedListeners();
    final ListenerList<StateChange> states = new ListenerList<>();
    final ListenerList<RoomEvent> rooms = new ListenerList<>();
    final ListenerList<Recovery> recoveries = new ListenerList<>();
    final ListenerList<ErrorEvent> errors = new ListenerList<>();
    final ListenerList<Outcome.Event> outcomes = new ListenerList<>();
    final ListenerList<Message> sendings = new ListenerList<>();
    final Latest<ClientSnapshot> snapshots = new Latest<>();

    Listeners() {}

    /**
     * Who hears messages.
     *
     * @return the registry
     */
    public MessageListeners messages() {
        return messages;
    }

    /**
     * Who hears messages of one channel since they have subscribed to it.
     *
     * @return the registry
     */
    public ScopedListeners subscribed() {
        return subscribed;
    }

    /**
     * Who hears messages of one channel or room.
     *
     * @return the registry
     */
    public ScopedListeners scoped() {
        return scoped;
    }

    /**
     * Who hears changes of state.
     *
     * @return the list
     */
    public ListenerList<StateChange> states() {
        return states;
    }

    /**
     * Who hears what happens to rooms.
     *
     * @return the list
     */
    public ListenerList<RoomEvent> rooms() {
        return rooms;
    }

    /**
     * Who hears what became of messages that were missed.
     *
     * @return the list
     */
    public ListenerList<Recovery> recoveries() {
        return recoveries;
    }

    /**
     * Who hears errors.
     *
     * @return the list
     */
    public ListenerList<ErrorEvent> errors() {
        return errors;
    }

    /**
     * Who hears the outcomes that no receipt tells.
     *
     * @return the list
     */
    public ListenerList<Outcome.Event> outcomes() {
        return outcomes;
    }

    /**
     * Who hears what goes out.
     *
     * @return the list
     */
    public ListenerList<Message> sendings() {
        return sendings;
    }

    /**
     * Adds somebody who hears how the client stands.
     *
     * @param listener what to call
     * @return what removes it
     */
    public Registration onSnapshot(Consumer<ClientSnapshot> listener) {
        return snapshots.add(listener);
    }

    /** Removes every listener but those of subscriptions, which are theirs. */
    public void clear() {
        messages.removeAll();
        scoped.removeAll();
        states.removeAll();
        rooms.removeAll();
        recoveries.removeAll();
        errors.removeAll();
        outcomes.removeAll();
        sendings.removeAll();
        snapshots.removeAll();
    }
}
