// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.event.Registration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One registered listener. Whatever the lists say, an entry that is gone is never called again, and one that was
 * registered for once is called once.
 *
 * @param <E> what it hears
 */
final class Entry<E> implements Registration {
    private final Object listener;
    private final Consumer<E> call;
    private final boolean once;
    private final Consumer<Entry<E>> remove;
    private final AtomicBoolean gone = new AtomicBoolean();

    Entry(Object listener, Consumer<E> call, boolean once, Consumer<Entry<E>> remove) {
        this.listener = listener;
        this.call = call;
        this.once = once;
        this.remove = remove;
    }

    boolean isFor(Object candidate) {
        return listener == candidate;
    }

    /** Calls the listener, if it may still be called; what it throws comes through. */
    void accept(E event) {
        if (once ? gone.compareAndSet(false, true) : !gone.get()) {
            if (once) {
                remove.accept(this);
            }
            call.accept(event);
        }
    }

    @Override
    public void close() {
        gone.set(true);
        remove.accept(this);
    }
}
