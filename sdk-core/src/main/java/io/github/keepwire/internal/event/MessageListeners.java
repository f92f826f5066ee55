// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The listeners of messages, by type and for all types, called in the order of their registration. Safe for use by any
 * thread, also inside a listener: a change does not touch the message that is being delivered.
 *
 * <p>A snapshot holds, for each type with listeners of its own, one array with those and the listeners for all types in
 * order, so that delivery is one look-up and one walk.
 */
public final class MessageListeners {
    private static final class Snapshot {
        final Map<String, Entry<Message>[]> byType;
        final Entry<Message>[] any;

        Snapshot(Map<String, Entry<Message>[]> byType, Entry<Message>[] any) {
            this.byType = byType;
            this.any = any;
        }
    }

    private final AtomicReference<Snapshot> snapshot =
            new AtomicReference<>(new Snapshot(Collections.emptyMap(), EntryArrays.none()));

    /** Makes an empty registry. */
    public MessageListeners() {}

    /**
     * Adds a listener for messages of one type.
     *
     * @param type the type
     * @param listener the application's listener, by which it may be removed
     * @param call how to call it
     * @param once whether it is removed by its first message
     * @return what removes it
     */
    public Registration add(String type, Object listener, Consumer<Message> call, boolean once) {
        Entry<Message> entry = new Entry<>(listener, call, once, this::remove);
        snapshot.updateAndGet(now -> {
            Map<String, Entry<Message>[]> byType = new HashMap<>(now.byType);
            byType.put(type, EntryArrays.with(byType.getOrDefault(type, now.any), entry));
            return new Snapshot(byType, now.any);
        });
        return entry;
    }

    /**
     * Adds a listener for messages of all types.
     *
     * @param listener the application's listener, by which it may be removed
     * @param call how to call it
     * @return what removes it
     */
    public Registration addAny(Object listener, Consumer<Message> call) {
        Entry<Message> entry = new Entry<>(listener, call, false, this::remove);
        snapshot.updateAndGet(now -> mapped(now, (type, entries) -> EntryArrays.with(entries, entry)));
        return entry;
    }

    /**
     * Removes all listeners of one type; those for all types stay.
     *
     * @param type the type
     */
    public void removeAll(String type) {
        removeAll(type, entry -> true);
    }

    /**
     * Removes every registration of a listener for one type.
     *
     * @param type the type
     * @param listener the application's listener
     */
    public void removeAll(String type, Object listener) {
        removeAll(type, entry -> entry.isFor(listener));
    }

    /** Removes everybody. */
    void removeAll() {
        Snapshot before = current();
        before.byType.values().forEach(MessageListeners::closeAll);
        closeAll(before.any);
    }

    private static void closeAll(Entry<Message>[] entries) {
        for (Entry<Message> entry : entries) {
            entry.close();
        }
    }

    private void removeAll(String type, Predicate<Entry<Message>> chosen) {
        Snapshot before = current();
        for (Entry<Message> entry : before.byType.getOrDefault(type, EntryArrays.none())) {
            if (chosen.test(entry) && !isForAllTypes(before, entry)) {
                entry.close();
            }
        }
    }

    /**
     * Calls the listeners of a message.
     *
     * @param message the message
     * @param onFailure is told what a listener throws; the others are called all the same
     */
    public void call(Message message, BiConsumer<Throwable, Message> onFailure) {
        Snapshot now = current();
        Entry<Message>[] entries = now.byType.get(message.type());
        for (Entry<Message> entry : entries == null ? now.any : entries) {
            try {
                entry.accept(message);
            } catch (Throwable e) {
                onFailure.accept(e, message);
            }
        }
    }

    /**
     * Whether nobody listens.
     *
     * @return true if there is no listener
     */
    boolean isEmpty() {
        Snapshot now = current();
        return now.any.length == 0 && now.byType.isEmpty();
    }

    private Snapshot current() {
        return requireNonNull(snapshot.get());
    }

    private void remove(Entry<Message> entry) {
        snapshot.updateAndGet(now -> mapped(now, (type, entries) -> EntryArrays.without(entries, entry)));
    }

    /** Changes every array, and drops those that hold nothing but listeners for all types. */
    private static Snapshot mapped(Snapshot now, BiFunction<String, Entry<Message>[], Entry<Message>[]> change) {
        Entry<Message>[] any = change.apply("", now.any);
        Map<String, Entry<Message>[]> byType = new HashMap<>();
        now.byType.forEach((type, entries) -> {
            Entry<Message>[] changed = change.apply(type, entries);
            if (changed.length > any.length) {
                byType.put(type, changed);
            }
        });
        return new Snapshot(byType, any);
    }

    private static boolean isForAllTypes(Snapshot now, Entry<Message> entry) {
        for (Entry<Message> any : now.any) {
            if (any == entry) {
                return true;
            }
        }
        return false;
    }
}
