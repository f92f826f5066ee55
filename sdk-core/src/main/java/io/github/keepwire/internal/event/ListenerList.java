// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.event.Registration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The listeners of one kind of event, called in the order of their registration. Safe for use by any thread, also inside
 * a listener: a change does not touch the call that is under way.
 *
 * @param <E> the event
 */
public final class ListenerList<E> {
    private final AtomicReference<Entry<E>[]> entries = new AtomicReference<>(EntryArrays.none());

    /** Makes an empty list. */
    public ListenerList() {}

    /**
     * Adds a listener.
     *
     * @param listener what to call
     * @return what removes it
     */
    public Registration add(Consumer<E> listener) {
        Entry<E> entry = new Entry<>(listener, listener, false, this::remove);
        entries.updateAndGet(all -> EntryArrays.with(all, entry));
        return entry;
    }

    /**
     * Whether nobody listens.
     *
     * @return true if the list is empty
     */
    public boolean isEmpty() {
        return current().length == 0;
    }

    /**
     * Calls all listeners.
     *
     * @param event what happened
     * @param onFailure is told what a listener throws; the others are called all the same
     */
    public void call(E event, Consumer<Throwable> onFailure) {
        for (Entry<E> entry : current()) {
            try {
                entry.accept(event);
            } catch (Throwable e) {
                onFailure.accept(e);
            }
        }
    }

    /** Removes everybody: nobody of them is called any more, not even for the event that is being told. */
    void removeAll() {
        for (Entry<E> entry : current()) {
            entry.close();
        }
    }

    private Entry<E>[] current() {
        return requireNonNull(entries.get());
    }

    private void remove(Entry<E> entry) {
        entries.updateAndGet(all -> EntryArrays.without(all, entry));
    }
}
