// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.time.Environment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who listens to one client, and the mailbox that everything reaches them through, in the order it happened.
 *
 * <p>Listeners may be added and removed by any thread; the rest is called from the loop.
 */
public final class Audience extends Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    /** What an event without a payload is taken to hold in memory. */
    private static final int EVENT_BYTES = 64;
    /** Where messages may be dropped, this many are beyond reach, on their way to the listeners; at most half of all. */
    private static final int WINDOW = 64;
    /** What the link was asked for before the pause must find room, reserve or not: 2 MiB. */
    private static final long MARGIN_BYTES = 2L << 20;

    private final BiConsumer<Throwable, Message> onFailure = this::listenerFailed;
    private final Consumer<KeepwireException> onError;
    private final AtomicLong dropped = new AtomicLong();
    private final boolean pauses;
    private final Mailbox mailbox;
    private final Backlog backlog;
    private final EventRoom eventRoom = new EventRoom();
    /** Whether messages have been dropped since the backlog was last empty: told once. */
    private boolean dropping;

    private volatile int behind;

    /**
     * Starts with nobody.
     *
     * @param inbox how much may wait for the listeners, and what happens beyond
     * @param environment whose callback executor runs the listeners
     * @param onRoom called once the mailbox has room again: {@link #refill()} must follow, on the loop
     * @param onError is told of every error, on any thread
     */
    public Audience(Inbox inbox, Environment environment, Runnable onRoom, Consumer<KeepwireException> onError) {
        this.onError = onError;
        pauses = inbox.whenFull() == Inbox.WhenFull.PAUSE;
        int messagesInMailbox = pauses ? inbox.maxMessages() : Math.max(1, Math.min(WINDOW, inbox.maxMessages() / 2));
        long bytesInMailbox = pauses ? inbox.maxBytes() : Math.max(1, inbox.maxBytes() / 2);
        mailbox = new Mailbox(messagesInMailbox, bytesInMailbox, environment, onRoom);
        backlog = pauses
                ? new Backlog(inbox, Integer.MAX_VALUE, Math.max(MARGIN_BYTES, inbox.reserveBytes()))
                : new Backlog(inbox, inbox.maxMessages() - messagesInMailbox, inbox.maxBytes() - bytesInMailbox);
    }

    /**
     * Whether the socket is to be paused, since the listeners are behind. If so, {@code onRoom} will be called.
     *
     * @return true if nothing more should be asked for
     */
    public boolean isBehind() {
        return pauses && (!backlog.isEmpty() || mailbox.isFull());
    }

    /**
     * How many messages wait for listeners or are with them. For any thread.
     *
     * @return a count
     */
    public int waiting() {
        return mailbox.waiting() + behind;
    }

    /**
     * How many messages were dropped, since listeners were too slow. For any thread.
     *
     * @return a count
     */
    public long dropped() {
        return dropped.get();
    }

    /** The mailbox has room again: moves up what waits behind it. */
    public void refill() {
        while (!backlog.isEmpty() && !mailbox.isFull()) {
            Letter letter = backlog.poll();
            if (letter != null) {
                mailbox.add(letter.bytes(), letter.call());
            }
        }
        dropping &= !backlog.isEmpty();
        behind = backlog.messages();
    }

    /**
     * Brings a message to its listeners.
     *
     * @param message the message
     * @param bytes the size of the frame it came in
     */
    public void deliver(Message message, int bytes) {
        Runnable call = message.scopes().isEmpty() ? () -> messages.call(message, onFailure) : () -> callAll(message);
        if (backlog.isEmpty() && !mailbox.isFull()) {
            mailbox.add(bytes, call);
        } else {
            putBehind(new Letter(bytes, message, call));
        }
    }

    private void callAll(Message message) {
        messages.call(message, onFailure);
        subscribed.call(message, onFailure);
        scoped.call(message, onFailure);
    }

    /**
     * Brings an event to listeners of its own, in order with everything else.
     *
     * @param <E> the event's type
     * @param listeners who hears it
     * @param event what happened
     */
    public <E> void report(ListenerList<E> listeners, E event) {
        post(() -> listeners.call(event, e -> listenerFailed(e, null)));
    }

    /**
     * Like {@link #report(ListenerList, Object)}, for what a server can cause at will: dropped where too many wait, which is told.
     *
     * @param <E> the event's type
     * @param listeners who hears it
     * @param event what happened
     * @param bytes the size of the frame that it holds
     */
    public <E> void offer(ListenerList<E> listeners, E event, int bytes) {
        postIfRoom(bytes, () -> listeners.call(event, e -> listenerFailed(e, null)));
    }

    /**
     * Tells who listens to what goes out that a message is on its way. Dropped where too many wait, which is told.
     *
     * @param message the message
     * @param bytes the size of its payload
     */
    public void sending(Message message, int bytes) {
        if (!sendings.isEmpty()) {
            offer(sendings, message, bytes);
        }
    }

    /**
     * Brings a change of state to its listeners.
     *
     * @param change what changed
     */
    public void report(StateChange change) {
        post(() -> states.call(change, e -> listenerFailed(e, null)));
    }

    /**
     * Brings how the client stands to its listeners; one that they have not heard yet gives way to it.
     *
     * @param snapshot how it stands now
     */
    public void report(ClientSnapshot snapshot) {
        if (snapshots.offer(snapshot)) {
            post(() -> snapshots.tell(e -> listenerFailed(e, null)));
        }
    }

    /**
     * Brings an error to its listeners; logs it if there are none. Dropped where too many wait, which is told.
     *
     * @param error what went wrong
     * @param message the message at hand, or null
     */
    public void report(KeepwireException error, @Nullable Message message) {
        report(error, message, 0);
    }

    /**
     * Brings an error to its listeners, with a message that came in.
     *
     * @param error what went wrong
     * @param message the message at hand, or null
     * @param bytes the size of the frame that it came in
     */
    public void report(KeepwireException error, @Nullable Message message, int bytes) {
        onError.accept(error);
        postIfRoom(bytes, () -> tell(new ErrorEvent(error, message)));
    }

    /**
     * Brings an outcome that no receipt tells to its listeners; logs it if there are none and the message was not delivered.
     *
     * @param event what became of which message
     */
    public void report(Outcome.Event event) {
        post(() -> tell(event));
    }

    /**
     * Brings what became of missed messages to its listeners; logs it if there are none and something may be missing.
     *
     * @param event what became of them
     */
    public void report(Recovery event) {
        postIfRoom(0, () -> tell(event));
    }

    private void tell(Recovery event) {
        if (recoveries.isEmpty() && event.kind() != Recovery.Kind.RECOVERED) {
            LOG.warn("{} (no recovery listener is registered)", event);
        }
        recoveries.call(event, e -> listenerFailed(e, null));
    }

    private void tell(Outcome.Event event) {
        Outcome outcome = event.outcome();
        if (outcomes.isEmpty() && !outcome.delivered()) {
            LOG.warn(
                    "{} of an earlier life: {} (no outcome listener is registered)", event.message(), outcome.status());
        }
        outcomes.call(event, e -> listenerFailed(e, event.message()));
    }

    private void post(Runnable event) {
        post(EVENT_BYTES, event);
    }

    private void post(int size, Runnable event) {
        if (backlog.isEmpty()) {
            mailbox.add(size, event);
        } else {
            putBehind(new Letter(size, null, event));
        }
    }

    private void postIfRoom(int bytes, Runnable event) {
        int size = EVENT_BYTES + bytes;
        if (eventRoom.take(size)) {
            post(size, () -> {
                eventRoom.giveBack(size);
                event.run();
            });
        } else if (eventRoom.isNews()) {
            tellOfDrops("errors and other events");
        }
    }

    private void putBehind(Letter letter) {
        int gone;
        try {
            gone = backlog.add(letter);
        } catch (Throwable e) {
            gone = 1;
            report(policyFailed(e), letter.message(), letter.bytes());
        }
        if (gone > 0) {
            dropped.lazySet(dropped.get() + gone);
            if (!dropping) {
                dropping = true;
                tellOfDrops("messages");
            }
        }
        behind = backlog.messages();
    }

    private void tellOfDrops(String what) {
        KeepwireException full = new KeepwireException(
                ErrorCode.INBOX_FULL, "the listeners are too slow: " + what + " are dropped until they have caught up");
        onError.accept(full);
        post(() -> tell(new ErrorEvent(full, null)));
    }

    private static KeepwireException policyFailed(Throwable e) {
        return new KeepwireException(
                ErrorCode.POLICY_FAILED,
                "the key of a message threw " + e.getClass().getName() + ": the message was dropped",
                e);
    }

    private void listenerFailed(Throwable thrown, @Nullable Message message) {
        KeepwireException error = thrown instanceof KeepwireException known
                ? known
                : new KeepwireException(
                        ErrorCode.LISTENER_FAILED,
                        "a listener threw " + thrown.getClass().getName() + "; the others were called all the same",
                        thrown);
        onError.accept(error);
        tell(new ErrorEvent(error, message));
    }

    private void tell(ErrorEvent event) {
        if (errors.isEmpty()) {
            // the stack of an error without a cause is ours, and tells an application nothing
            LOG.error(
                    "{} (no error listener is registered)",
                    event.error().getMessage(),
                    event.error().getCause());
        }
        errors.call(
                event, e -> LOG.error("an error listener threw {}", e.getClass().getName(), e));
    }
}
