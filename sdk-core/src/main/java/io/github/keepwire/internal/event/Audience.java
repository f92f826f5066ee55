// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Message;
import io.github.keepwire.time.Environment;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who listens to one client, and the mailbox that everything reaches them through, in the order it happened.
 *
 * <p>Listeners may be added and removed by any thread; the rest is called from the loop.
 */
public final class Audience {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    /** What an event without a payload is taken to hold in memory. */
    private static final int EVENT_BYTES = 64;

    private final MessageListeners messages = new MessageListeners();
    private final ListenerList<StateChange> states = new ListenerList<>();
    private final ListenerList<ErrorEvent> errors = new ListenerList<>();
    private final BiConsumer<Throwable, Message> onFailure = this::listenerFailed;
    private final Mailbox mailbox;

    /**
     * Starts with nobody.
     *
     * @param environment whose callback executor runs the listeners
     * @param onRoom called once the mailbox has room again
     */
    public Audience(Environment environment, Runnable onRoom) {
        mailbox = new Mailbox(environment, onRoom);
    }

    /**
     * Who hears messages.
     *
     * @return the registry
     */
    public MessageListeners messages() {
        return messages;
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
     * Who hears errors.
     *
     * @return the list
     */
    public ListenerList<ErrorEvent> errors() {
        return errors;
    }

    /**
     * What waits for the listeners.
     *
     * @return the mailbox
     */
    public Mailbox mailbox() {
        return mailbox;
    }

    /**
     * Brings a message to its listeners.
     *
     * @param message the message
     * @param bytes the size of the frame it came in
     */
    public void deliver(Message message, int bytes) {
        mailbox.add(bytes, () -> messages.call(message, onFailure));
    }

    /**
     * Brings a change of state to its listeners.
     *
     * @param change what changed
     */
    public void report(StateChange change) {
        mailbox.add(EVENT_BYTES, () -> states.call(change, e -> listenerFailed(e, null)));
    }

    /**
     * Brings an error to its listeners; logs it if there are none.
     *
     * @param error what went wrong
     * @param message the message at hand, or null
     */
    public void report(KeepwireException error, @Nullable Message message) {
        mailbox.add(EVENT_BYTES, () -> tell(new ErrorEvent(error, message)));
    }

    private void listenerFailed(Throwable thrown, @Nullable Message message) {
        KeepwireException error = thrown instanceof KeepwireException known
                ? known
                : new KeepwireException(
                        ErrorCode.LISTENER_FAILED,
                        "a listener threw " + thrown.getClass().getName() + "; the others were called all the same",
                        thrown);
        tell(new ErrorEvent(error, message));
    }

    private void tell(ErrorEvent event) {
        if (errors.isEmpty()) {
            LOG.error("{} (no error listener is registered)", event.error().getMessage(), event.error());
        }
        errors.call(
                event, e -> LOG.error("an error listener threw {}", e.getClass().getName(), e));
    }
}
