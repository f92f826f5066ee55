// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Registration;
import io.github.keepwire.internal.event.MessageListeners;
import io.github.keepwire.message.Message;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where messages can be listened to: a whole client, or one room of it. */
abstract class Listening {
    Listening() {}

    /**
     * Calls a listener for each message of a type.
     *
     * @param type the type
     * @param listener what to call, on the callback executor, behind the listeners registered before
     * @return what removes it
     */
    public Registration on(String type, MessageListener listener) {
        return add(type, listener, call(listener), false);
    }

    /**
     * Calls a listener for each message of a type, with the payload read as an object. A payload that cannot be is reported
     * to the error listeners.
     *
     * @param <T> the payload's type
     * @param type the message's type
     * @param payloadType the payload's type: a record, bean, map or scalar
     * @param listener what to call, on the callback executor, behind the listeners registered before
     * @return what removes it
     */
    public <T> Registration on(String type, Class<T> payloadType, MessageListener.Typed<T> listener) {
        return add(type, listener, MessageCalls.typed(payloadType, listener), false);
    }

    /**
     * Like {@link #on(String, MessageListener)}, for one message only.
     *
     * @param type the type
     * @param listener what to call once
     * @return what removes it before that
     */
    public Registration once(String type, MessageListener listener) {
        return add(type, listener, call(listener), true);
    }

    /**
     * Like {@link #on(String, Class, MessageListener.Typed)}, for one message only.
     *
     * @param <T> the payload's type
     * @param type the message's type
     * @param payloadType the payload's type
     * @param listener what to call once
     * @return what removes it before that
     */
    public <T> Registration once(String type, Class<T> payloadType, MessageListener.Typed<T> listener) {
        return add(type, listener, MessageCalls.typed(payloadType, listener), true);
    }

    /**
     * Calls a listener for each message, whatever its type.
     *
     * @param listener what to call, on the callback executor, behind the listeners registered before
     * @return what removes it
     */
    public Registration onAny(MessageListener listener) {
        Consumer<Message> call = call(listener);
        return add(listeners -> listeners.addAny(listener, call));
    }

    /**
     * Removes all listeners of a type; those of {@link #onAny} stay.
     *
     * @param type the type
     */
    public void off(String type) {
        requireNonNull(type, "type");
        remove(listeners -> listeners.removeAll(type));
    }

    /**
     * Removes a listener of a type, as often as it was registered.
     *
     * @param type the type
     * @param listener the object that was registered
     */
    public void off(String type, Object listener) {
        requireNonNull(type, "type");
        requireNonNull(listener, "listener");
        remove(listeners -> listeners.removeAll(type, listener));
    }

    private Registration add(String type, Object listener, Consumer<Message> call, boolean once) {
        requireNonNull(type, "type");
        return add(listeners -> listeners.add(type, listener, call, once));
    }

    private static Consumer<Message> call(MessageListener listener) {
        return requireNonNull(listener, "listener")::received;
    }

    abstract Registration add(Function<MessageListeners, Registration> how);

    abstract void remove(Consumer<MessageListeners> how);
}
