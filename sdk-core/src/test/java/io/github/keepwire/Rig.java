// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A whole client on virtual time, its server, and what its application hears. The books are checked at every step. It does
 * not reconnect unless the settings say so.
 */
final class Rig {
    static final URI ADDRESS = URI.create("ws://pipe.test/ws");

    final ManualTime time = new ManualTime(42);
    final PipeServer server = new PipeServer();
    final PipeDialect dialect;
    final LoopbackTransport transport;
    final RealtimeClient client;
    /** How long each step on the wire takes from now on. */
    Duration latency = Duration.ZERO;

    final List<StateChange> changes = new ArrayList<>();
    final List<ErrorEvent> errors = new ArrayList<>();

    Rig() {
        this(new PipeDialect(), builder -> builder);
    }

    Rig(UnaryOperator<RealtimeClientBuilder> settings) {
        this(new PipeDialect(), settings);
    }

    Rig(PipeDialect dialect) {
        this(dialect, builder -> builder);
    }

    Rig(PipeDialect dialect, UnaryOperator<RealtimeClientBuilder> settings) {
        this(Addresses.of(ADDRESS), dialect, settings);
    }

    Rig(Addresses addresses, UnaryOperator<RealtimeClientBuilder> settings) {
        this(addresses, new PipeDialect(), settings);
    }

    private Rig(Addresses addresses, PipeDialect dialect, UnaryOperator<RealtimeClientBuilder> settings) {
        this.dialect = dialect;
        transport = LoopbackTransport.to(server).withLatency(() -> latency);
        RealtimeClientBuilder builder = RealtimeClient.builder(addresses)
                .environment(time.environment())
                .transport(transport)
                .reconnect(Reconnect.off())
                .protocol(dialect);
        client = settings.apply(builder).build();
        client.onState(changes::add);
        client.onError(errors::add);
    }

    /** Connects, and expects that it works. */
    Rig connected() {
        CompletableFuture<Void> opened = client.connect();
        run();
        assertThat(opened).isCompleted();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        return this;
    }

    void run() {
        for (int tasks = 0; time.step(); tasks++) {
            assertThat(ledger().balances()).as("%s", ledger()).isTrue();
            assertThat(tasks).as("tasks for one instant").isLessThan(100_000);
        }
    }

    void advance(Duration duration) {
        run();
        time.advance(duration);
        assertThat(ledger().balances()).as("%s", ledger()).isTrue();
    }

    void hear(String frame) {
        server.say(frame);
        run();
    }

    Receipt send(String id, SendOptions options) {
        return client.send(Message.builder("note").id(id).payload(id).build(), options);
    }

    ClientStats.Ledger ledger() {
        return client.stats().ledger();
    }

    List<String> states() {
        return changes.stream()
                .map(change -> change.previous() + " -> " + change.current())
                .toList();
    }

    List<ErrorCode> errorCodes() {
        return errors.stream().map(event -> event.error().code()).toList();
    }

    /** The status of a message that has ended, or null. */
    static Outcome.Status statusOf(Receipt receipt) {
        Outcome outcome = receipt.outcome().getNow(null);
        return outcome == null ? null : outcome.status();
    }

    /** What a future has failed with. */
    static KeepwireException failureOf(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        Throwable thrown = future.handle((value, error) -> error).join();
        return (KeepwireException) (thrown instanceof KeepwireException ? thrown : thrown.getCause());
    }
}
