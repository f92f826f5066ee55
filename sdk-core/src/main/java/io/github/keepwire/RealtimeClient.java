// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.event.Registration;
import io.github.keepwire.event.RoomEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.internal.delivery.Stamper;
import io.github.keepwire.internal.event.MessageListeners;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.internal.session.Connection;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection to a realtime server: typed events in, messages with a known fate out.
 *
 * <pre>{@code
 * try (var client = RealtimeClient.builder(URI.create("wss://alerts.example.com/ws"))
 *         .identity(Identity.of("camera_1", "Hall Camera"))
 *         .connect()) {
 *     client.on("blueAlert", Alert.class, (alert, message) -> show(alert, message.sender()));
 *     client.send("blueAlert", new Alert(0.85, "hall")).outcome().thenAccept(this::log);
 * }
 * }</pre>
 *
 * <p>Its life is drawn at {@link ConnectionState}: built idle, connected by {@link #connect()}, closed for good by
 * {@link #close()}.
 *
 * <p>Every method may be called by any thread and inside every callback; only {@link #close()} may block, and not on
 * threads of Keepwire. Listeners are called one at a time, in order, on the callback executor. What a listener throws goes
 * to {@link #onError}. Futures complete on a thread of their own, so that a listener may wait for them.
 */
public final class RealtimeClient extends Sending implements AutoCloseable {
    /** How long {@link #close()} lets accepted messages take to be delivered. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(5);

    /** What closing may take beyond the drain: the closing handshake, and a margin. */
    private static final Duration CLOSE_MARGIN = Duration.ofSeconds(5);

    private final Connection connection;
    private final Stamper stamper;

    RealtimeClient(Connection connection, Stamper stamper) {
        this.connection = connection;
        this.stamper = stamper;
    }

    /**
     * Starts a client for a server.
     *
     * @param uri a {@code ws} or {@code wss} address with a host, without user info and fragment
     * @return a new builder, with a default for everything else
     * @throws IllegalArgumentException if the address is none of that; the message does not repeat what may be secret
     */
    public static RealtimeClientBuilder builder(URI uri) {
        return new RealtimeClientBuilder(uri);
    }

    /**
     * Starts a client for a server with several addresses.
     *
     * @param addresses where the server may be found, and in which order to try
     * @return a new builder, with a default for everything else
     */
    public static RealtimeClientBuilder builder(Addresses addresses) {
        return new RealtimeClientBuilder(requireNonNull(addresses, "addresses"));
    }

    /**
     * Connects, if the client is neither connected nor connecting; a call on an open client completes at once. Does not
     * block. What is refused or cannot be reached is tried again as {@link RealtimeClientBuilder#reconnect} says.
     *
     * @return completes when the connection is open; fails with a {@link KeepwireException} once the client is
     *     {@code FAILED} or closed. Completing or cancelling it changes nothing
     */
    public CompletableFuture<Void> connect() {
        return connection.connect();
    }

    /**
     * A hint that an attempt may succeed now: makes the next one at once, if the client waits for it. Does nothing else; does
     * not block.
     */
    public void reconnectNow() {
        connection.reconnectNow();
    }

    /**
     * A hint that the machine has another network, as the operating system tells it. Makes the next attempt at once, if the
     * client waits for it; begins anew an attempt that is under way; asks the peer of an open connection for a sign of life,
     * due within 2 s. Attempts are counted from one again. Does not block.
     */
    public void networkChanged() {
        connection.networkChanged();
    }

    /**
     * Closes for good, delivering what is accepted for up to 5 s. Blocks until that is done, at most 10 s, unless it is
     * called on a thread that runs a callback of Keepwire, or an interrupted one: then it only starts it. Idempotent.
     */
    @Override
    public void close() {
        CompletableFuture<Void> closed = closeAsync(DEFAULT_DRAIN);
        if (SerialLane.isCurrentThread()) {
            return;
        }
        try {
            closed.get(DEFAULT_DRAIN.plus(CLOSE_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the client did not close in time: please report this", e);
        }
    }

    /**
     * Closes for good: refuses what is sent from now on, delivers what is accepted, ends the rest as {@code FAILED}, then
     * frees the connection. Where the outbox is in a store, the rest stays there for the next start, and its
     * {@code outcome()} fails with {@code CLOSED}. Does not block. Idempotent; the shortest of several drains counts.
     *
     * @param drain how long what is accepted may take to be delivered; zero or less means no time at all
     * @return completes when the client and its store are closed; never fails
     */
    public CompletableFuture<Void> closeAsync(Duration drain) {
        return connection.close(requireNonNull(drain, "drain"));
    }

    /**
     * Where the connection stands. Does not block.
     *
     * @return the state as of now
     */
    public ConnectionState state() {
        return connection.state();
    }

    /**
     * What the client has done. Does not block.
     *
     * @return an immutable snapshot
     */
    public ClientStats stats() {
        return connection.chronicle().stats();
    }

    /**
     * How the client stands: connection, session, channels and rooms, as one value. Does not block.
     *
     * @return an immutable snapshot; a future of this client that has completed is seen in it
     */
    public ClientSnapshot snapshot() {
        return connection.chronicle().snapshot();
    }

    /**
     * Calls a listener when the client stands otherwise than before. A listener that is slow hears of the newest value only, and
     * never twice of the same; what holds when it is registered is told by {@link #snapshot()}.
     *
     * @param listener what to call, on the callback executor, behind the events that made the change
     * @return what removes it
     */
    public Registration onSnapshot(Consumer<ClientSnapshot> listener) {
        return connection.audience().onSnapshot(requireNonNull(listener, "listener"));
    }

    /**
     * Removes every listener that was added by a method of this client, or of one of its channels and rooms, whose name begins
     * with {@code on}, with at once the effect of closing each {@link Registration}. Channels stay subscribed and rooms joined; a
     * {@link Subscription} keeps its own listeners, which end with it. Does not block.
     */
    public void clear() {
        connection.audience().clear();
    }

    /**
     * Calls a listener for each change of state.
     *
     * @param listener what to call, on the callback executor, in order with the messages
     * @return what removes it
     */
    public Registration onState(Consumer<StateChange> listener) {
        return connection.audience().states().add(requireNonNull(listener, "listener"));
    }

    /**
     * Calls a listener for everything that goes wrong and that no call is there to hear about. Without one, errors are
     * logged.
     *
     * @param listener what to call, on the callback executor
     * @return what removes it
     */
    public Registration onError(Consumer<ErrorEvent> listener) {
        return connection.audience().errors().add(requireNonNull(listener, "listener"));
    }

    /**
     * Calls a listener for each message that goes out, complete as it is, at the moment when it is handed to the link: one that
     * is transmitted again is told again, one that never goes out is not. Beyond 10 000 messages or 4 MiB that wait for such
     * listeners, more are not told, and {@link #onError} hears of that. Costs nothing while nobody listens.
     *
     * @param listener what to call, on the callback executor, in the order of the wire
     * @return what removes it
     */
    public Registration onSending(Consumer<Message> listener) {
        return connection.audience().sendings().add(requireNonNull(listener, "listener"));
    }

    /**
     * Calls a listener for the outcome of each message that an earlier life of the client accepted, and that was found in the
     * store at the start; without one, those that were not delivered are logged. Outcomes come once {@link #connect()} was
     * called: register before that.
     *
     * @param listener what to call, on the callback executor, in order with the messages
     * @return what removes it
     */
    public Registration onOutcome(Consumer<Outcome.Event> listener) {
        return connection.audience().outcomes().add(requireNonNull(listener, "listener"));
    }

    /**
     * Subscribes to a channel, now and after each reconnect. Does not block.
     *
     * @param channel the channel's name: 1 to 256 characters, none of them a control character
     * @param listener what to call for each message on the channel, on the callback executor
     * @return the subscription; where the dialect has no channels it is refused
     * @throws IllegalArgumentException if the name cannot travel
     */
    public Subscription subscribe(String channel, MessageListener listener) {
        requireNonNull(channel, "channel");
        requireNonNull(listener, "listener");
        return connection.scopes().subscribe(channel, listener, listener::received);
    }

    /**
     * Subscribes to a channel, now and after each reconnect, with payloads read as objects. A payload that cannot be is
     * reported to {@link #onError}. Does not block.
     *
     * @param <T> the payload's type
     * @param channel the channel's name: 1 to 256 characters, none of them a control character
     * @param payloadType the payload's type: a record, bean, map or scalar
     * @param listener what to call for each message on the channel, on the callback executor
     * @return the subscription; where the dialect has no channels it is refused
     * @throws IllegalArgumentException if the name cannot travel
     */
    public <T> Subscription subscribe(String channel, Class<T> payloadType, MessageListener.Typed<T> listener) {
        requireNonNull(channel, "channel");
        Consumer<Message> call = MessageCalls.typed(payloadType, listener);
        return connection.scopes().subscribe(channel, listener, call);
    }

    /**
     * A room of this client, to be joined, left and talked in. Does not block, and asks nothing of the server.
     *
     * @param id the room's name: 1 to 256 characters, none of them a control character
     * @return the room
     * @throws IllegalArgumentException if the name cannot travel
     */
    public Room room(String id) {
        return new Room(this, Scope.room(requireNonNull(id, "id")));
    }

    /**
     * A channel of this client, to be subscribed to, listened to and, where the dialect can, sent on: with Socket.IO, another
     * namespace. Does not block, and asks nothing of the server. {@link #subscribe} is the short way for one listener.
     *
     * @param name the channel's name: 1 to 256 characters, none of them a control character
     * @return the channel
     * @throws IllegalArgumentException if the name cannot travel
     */
    public Channel channel(String name) {
        return new Channel(this, Scope.channel(requireNonNull(name, "name")));
    }

    /**
     * Calls a listener for whatever happens to the rooms that are joined, or are to be.
     *
     * @param listener what to call, on the callback executor, in order with the messages
     * @return what removes it
     */
    public Registration onRoom(Consumer<RoomEvent> listener) {
        return connection.audience().rooms().add(requireNonNull(listener, "listener"));
    }

    /**
     * Calls a listener for what becomes of messages that were missed, where the server numbers them or takes us back by itself:
     * before the messages that come behind. Without one, gaps are logged.
     *
     * @param listener what to call, on the callback executor, in order with the messages
     * @return what removes it
     */
    public Registration onRecovery(Consumer<Recovery> listener) {
        return connection.audience().recoveries().add(requireNonNull(listener, "listener"));
    }

    @Override
    public Receipt send(Message message, SendOptions options) {
        Stamper.Stamped stamped = stamper.stamp(requireNonNull(message, "message"), requireNonNull(options, "options"));
        if (stamped.problem() == null) {
            connection.sends().send(stamped.outgoing());
        } else {
            connection.sends().refuse(stamped.outgoing(), stamped.problem());
        }
        return stamped.outgoing().receipt();
    }

    /**
     * Takes back the messages with an id: what waits for room is refused with {@code CANCELLED}, what is queued or awaits its
     * acknowledgement ends as {@code CANCELLED} and goes out no more. What was transmitted already may have arrived; what is
     * being written and awaits no acknowledgement cannot be taken back. Does not block.
     *
     * @param id the message's id, as in {@link Receipt#id()}
     * @return completes with whether anything was taken back
     */
    public CompletableFuture<Boolean> cancel(String id) {
        requireNonNull(id, "id");
        return connection.sends().cancel(message -> id.equals(message.id())).thenApply(count -> count > 0);
    }

    /**
     * Takes back every message that can be, like {@link #cancel}: those that an earlier life of the client accepted too. Does
     * not block.
     *
     * @return completes with how many were taken back
     */
    public CompletableFuture<Integer> clearOutbox() {
        return connection.sends().cancel(message -> true);
    }

    /**
     * Waits until every message that was sent before has its outcome; the client stays as it is, and goes on taking messages.
     * Does not block.
     *
     * @param atMost how long to wait; zero or less asks how things stand
     * @return completes with whether they all have; false as well if the client ends first. Fails with {@code OUTBOX_FULL}
     *     where 1000 others wait already
     */
    public CompletableFuture<Boolean> drain(Duration atMost) {
        return connection.sends().drain(requireNonNull(atMost, "atMost"));
    }

    Connection connection() {
        return connection;
    }

    @Override
    Registration add(Function<MessageListeners, Registration> how) {
        return how.apply(connection.audience().messages());
    }

    @Override
    void remove(Consumer<MessageListeners> how) {
        how.accept(connection.audience().messages());
    }
}
