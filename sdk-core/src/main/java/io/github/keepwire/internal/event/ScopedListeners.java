// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The listeners of channels and rooms, a registry for each that has any. Safe for use by any thread, also inside a listener.
 */
public final class ScopedListeners {
    private final Map<Scope, MessageListeners> byScope = new ConcurrentHashMap<>();

    /** Makes an empty registry. */
    public ScopedListeners() {}

    /**
     * Adds a listener.
     *
     * @param scope where it listens
     * @param add adds it to the registry of that scope
     * @return what removes it
     */
    public Registration add(Scope scope, Function<MessageListeners, Registration> add) {
        Registration[] added = new Registration[1];
        byScope.compute(scope, (key, known) -> {
            MessageListeners listeners = known == null ? new MessageListeners() : known;
            added[0] = add.apply(listeners);
            return listeners;
        });
        return () -> change(scope, added[0]::close);
    }

    /**
     * Removes some listeners of one scope.
     *
     * @param scope where
     * @param how removes them from the registry of that scope, if there is one
     */
    public void remove(Scope scope, Consumer<MessageListeners> how) {
        MessageListeners listeners = byScope.get(scope);
        if (listeners != null) {
            change(scope, () -> how.accept(listeners));
        }
    }

    /**
     * Removes all listeners of one scope.
     *
     * @param scope where
     */
    public void removeAll(Scope scope) {
        MessageListeners gone = byScope.remove(scope);
        if (gone != null) {
            gone.removeAll();
        }
    }

    /** Removes all listeners of all scopes. */
    void removeAll() {
        byScope.keySet().forEach(this::removeAll);
    }

    /**
     * Calls the listeners of the scopes that a message came on, in the order of its scopes.
     *
     * @param message the message
     * @param onFailure is told what a listener throws; the others are called all the same
     */
    void call(Message message, BiConsumer<Throwable, Message> onFailure) {
        for (Scope scope : message.scopes()) {
            MessageListeners listeners = byScope.get(scope);
            if (listeners != null) {
                listeners.call(message, onFailure);
                if (listeners.isEmpty()) {
                    change(scope, () -> {});
                }
            }
        }
    }

    /** How many scopes have listeners. */
    int size() {
        return byScope.size();
    }

    private void change(Scope scope, Runnable change) {
        byScope.compute(scope, (key, listeners) -> {
            change.run();
            return listeners == null || listeners.isEmpty() ? null : listeners;
        });
    }
}
