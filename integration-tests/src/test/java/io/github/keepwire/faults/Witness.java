// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client on one transport, and everything it tells: its states, its errors, its messages. Unless the test says otherwise
 * it makes another attempt after {@link #DELAY}, and after {@link #ATTEMPTS} of them it gives up, which ends the story.
 */
final class Witness implements AutoCloseable {
    static final Duration DELAY = ofMillis(50);
    static final int ATTEMPTS = 3;
    static final Reconnect BRIEFLY =
            Reconnect.defaults().backoff(Backoff.fixed(DELAY)).maxAttempts(ATTEMPTS);
    static final Reconnect FOR_EVER = Reconnect.defaults().backoff(Backoff.fixed(DELAY));

    private final List<StateChange> changes = new CopyOnWriteArrayList<>();
    private final List<KeepwireException> errors = new CopyOnWriteArrayList<>();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Transport transport;
    private final RealtimeClient client;

    private Witness(Transport transport, RealtimeClientBuilder builder) {
        this.transport = transport;
        client = builder.transport(transport).build();
        client.onState(changes::add);
        client.onError(this::note);
        client.onAny(messages::add);
    }

    /** A client that is not connected yet. */
    static Witness of(Platform platform, URI uri, Consumer<RealtimeClientBuilder> settings) {
        return of(platform, Transport.Settings.defaults(), Addresses.of(uri), settings);
    }

    static Witness of(
            Platform platform,
            Transport.Settings transport,
            Addresses addresses,
            Consumer<RealtimeClientBuilder> settings) {
        RealtimeClientBuilder builder = RealtimeClient.builder(addresses)
                .identity(Identity.of("camera", "Camera"))
                .reconnect(BRIEFLY);
        settings.accept(builder);
        return new Witness(platform.transport(transport), builder);
    }

    /** Connects and waits until the client is open. */
    Witness opened() {
        Deadline.result("the opening", client.connect());
        return this;
    }

    /** Asks for a connection, and does not wait. */
    Witness asked() {
        client.connect();
        return this;
    }

    RealtimeClient client() {
        return client;
    }

    List<KeepwireException> errors() {
        return errors;
    }

    List<Message> messages() {
        return messages;
    }

    /** The changes so far, as {@code BEFORE -> AFTER}. */
    List<String> states() {
        return changes.stream()
                .map(change -> change.previous() + " -> " + change.current())
                .toList();
    }

    /** The attempts that were announced so far. */
    List<StateChange.Attempt> attempts() {
        return changes.stream()
                .map(StateChange::next)
                .filter(next -> next != null)
                .toList();
    }

    /** Waits for the first change to a state. */
    StateChange await(ConnectionState state) {
        return await(state, 1);
    }

    /** Waits for the n-th change to a state. */
    StateChange await(ConnectionState state, int count) {
        Deadline.await(
                () -> count + " times " + state + " in " + states(),
                Deadline.GENEROUS,
                () -> to(state).size() >= count);
        return to(state).get(count - 1);
    }

    KeepwireException awaitError(ErrorCode code) {
        Deadline.await(() -> code + " in " + errors, Deadline.GENEROUS, () -> error(code) != null);
        return requireNonNull(error(code));
    }

    Message awaitMessage(String type) {
        Deadline.await(() -> type + " in " + messages, Deadline.GENEROUS, () -> message(type) != null);
        return requireNonNull(message(type));
    }

    /** Why a change happened, which must be an error of one kind that names where. */
    static ConnectionException why(StateChange change, ErrorCode code) {
        assertThat(change.error()).as("the error of " + change).isInstanceOf(ConnectionException.class);
        ConnectionException error = (ConnectionException) requireNonNull(change.error());
        assertThat(error.code()).as(error.toString()).isEqualTo(code);
        return error;
    }

    /** Ends the transport first, so that no closing handshake waits for a peer that knows none. */
    @Override
    public void close() {
        transport.close();
        Deadline.result("the end", client.closeAsync(Duration.ZERO));
    }

    private List<StateChange> to(ConnectionState state) {
        return changes.stream().filter(change -> change.current() == state).toList();
    }

    private @Nullable KeepwireException error(ErrorCode code) {
        return errors.stream().filter(error -> error.code() == code).findFirst().orElse(null);
    }

    private @Nullable Message message(String type) {
        return messages.stream()
                .filter(message -> message.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    private void note(ErrorEvent event) {
        errors.add(event.error());
    }
}
