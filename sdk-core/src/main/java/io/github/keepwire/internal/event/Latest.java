// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.event.Registration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of which only the newest matters: what a slow listener has not heard gives way to what is newer, so that one call at
 * most is under way.
 *
 * <p>Values are offered by the loop and told on the listeners' lane; listeners come and go on any thread.
 *
 * @param <E> the value, equal to another one that says the same
 */
final class Latest<E> {
    private final ListenerList<E> listeners = new ListenerList<>();
    /** What is to be told; null once it is. */
    private final AtomicReference<@Nullable E> waiting = new AtomicReference<>();

    /** A listener, and what it heard last: another one may have come later. Belongs to the listeners' lane. */
    private static final class Hearer<E> implements Consumer<E> {
        private final Consumer<E> listener;
        private @Nullable E heard;

        Hearer(Consumer<E> listener) {
            this.listener = listener;
        }

        @Override
        public void accept(E value) {
            if (!value.equals(heard)) {
                heard = value;
                listener.accept(value);
            }
        }
    }

    Registration add(Consumer<E> listener) {
        return listeners.add(new Hearer<>(listener));
    }

    void removeAll() {
        listeners.removeAll();
    }

    /** Takes a new value; answers whether a {@link #tell} must follow, since none is on its way. */
    boolean offer(E value) {
        return !listeners.isEmpty() && waiting.getAndSet(value) == null;
    }

    /** Tells the newest value to those who have not heard it. */
    void tell(Consumer<Throwable> onFailure) {
        E value = waiting.getAndSet(null);
        if (value != null) {
            listeners.call(value, onFailure);
        }
    }
}
