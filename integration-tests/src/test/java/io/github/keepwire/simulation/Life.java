// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.testing.LoopbackTransport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One life of the client, and what it must keep to as long as it lasts. */
final class Life {
    /** What the closing handshake may take behind the drain, on a link that answers nothing. */
    private static final Duration CLOSING_MARGIN = Duration.ofSeconds(4);

    final World world;
    final RealtimeClient client;
    final Books books = new Books();
    final Ears ears;
    final Callbacks callbacks;
    final Subscribers subscribers;
    final Guests guests;
    final Mortal process;
    final TickEar ticks;
    private final Hearing hearing;
    private final LoopbackTransport transport;
    private final States states = new States();
    private boolean wanted;
    private long closedBy = Long.MAX_VALUE;

    Life(World world, Sends sends) {
        this.world = world;
        this.transport = LoopbackTransport.to(world.server).withLatency(world::latency);
        this.process = new Mortal(world);
        this.callbacks = new Callbacks(process::execute, world.plan.slowListeners);
        this.hearing = new Hearing(world.plan.inbox());
        this.ticks = new TickEar(world.plan.inbox(), this::mayMissTicks);
        RealtimeClientBuilder builder = RealtimeClient.builder(URI.create("ws://model/ws"))
                .transport(transport)
                .protocol(world.plan.dialect())
                .environment(process.environment(callbacks))
                .reconnect(world.plan.reconnect())
                .outbox(world.plan.outbox())
                .inbox(world.plan.inbox())
                .history(world.server.ticks::history)
                .identity(Identity.of("device", "Device"));
        this.client = (world.plan.hasTokens() ? builder.token(world.tokens::token) : builder).build();
        this.ears = new Ears(this);
        this.subscribers = new Subscribers(this);
        this.guests = new Guests(this);
        client.onState(this::changed);
        client.onError(event -> {
            world.note("error " + event.error().code());
            hearing.heard(event);
        });
        client.onOutcome(event -> sends.told(event, this));
        client.onRecovery(event -> {
            world.note("ticks " + event.kind() + " " + event.from() + " to " + event.to());
            world.verdict.check(() -> ticks.told(event));
        });
        client.on("tick", message -> world.verdict.check(() -> ticks.heard(message)));
        client.onAny(message -> world.verdict.check(() -> hearing.heard(message)));
    }

    private void changed(StateChange change) {
        world.note(change.previous() + " -> " + change.current() + ": " + change.reason());
        world.verdict.check(() -> states.changed(change));
    }

    /** In a leap, an answer may come after its deadline; and who closes waits for none. */
    private boolean mayMissTicks() {
        return world.server.ticks.failed || world.leaps > 0 || isClosing();
    }

    void connect() {
        wanted = true;
        world.tokens.urged();
        world.act(
                "connect",
                () -> client.connect().whenComplete((nothing, error) -> world.note("connected, error " + error)));
    }

    CompletableFuture<Void> close(Duration drain) {
        closedBy = Math.min(closedBy, world.nanos() + drain.plus(CLOSING_MARGIN).toNanos());
        return client.closeAsync(drain);
    }

    /** What falls due in a leap is done at its end. */
    void leapt(Duration leap) {
        closedBy = closedBy == Long.MAX_VALUE ? closedBy : closedBy + leap.toNanos();
    }

    void check() {
        assertThat(world.nanos() <= closedBy || isOver()).as("closed in time").isTrue();
        books.agreeWith(client.stats().ledger(), callbacks.lag());
        hearing.agreesWith(client.stats().inbound(), callbacks.lag());
        // in a leap the time for an answer may end before the answer is looked at
        assertThat(states.silences())
                .as("links given up as dead, of those that were")
                .isLessThanOrEqualTo(world.server.blackHoles() + world.leaps);
        assertThat(transport.openLinks()).as("links at once").isLessThanOrEqualTo(1);
        subscribers.check();
        guests.check(isLinked());
    }

    void checkEnd() {
        assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(states.last()).as("the last state told").isEqualTo(ConnectionState.CLOSED);
        assertThat(transport.openLinks()).as("links after close").isZero();
        assertThat(world.time.planned()).as("timers after close").isZero();
        guests.checkEnd();
    }

    private boolean isLinked() {
        return !Subscribers.WITHOUT_LINK.contains(client.state());
    }

    boolean isOver() {
        return client.state() == ConnectionState.CLOSED;
    }

    /** Whether it looks after what was restored, and has told all that came of it. */
    boolean tellsOfRestored() {
        return wanted && hasToldAll();
    }

    /** Whether all that has ended is known to have. */
    boolean hasToldAll() {
        return client.stats().ledger().ended() == books.ended;
    }

    boolean isClosing() {
        return closedBy != Long.MAX_VALUE;
    }

    boolean isOpen() {
        return client.state() == ConnectionState.OPEN;
    }

    /** Whether something may be on its way to the socket. */
    boolean hasLink() {
        return isOpen() || client.state() == ConnectionState.CLOSING;
    }

    /** Whether a call is needed for it to connect. */
    boolean rests() {
        return client.state() == ConnectionState.IDLE || client.state() == ConnectionState.FAILED;
    }

    /** What receipts told the application of this life, which its ledger must tell as well. */
    static final class Books {
        int offered;
        int accepted;
        int refused;
        int ended;
        int restored;

        /** Outcomes of what was restored are heard by listeners, who may lag. */
        void agreeWith(ClientStats.Ledger ledger, boolean lag) {
            Sends.check(ledger.balances(), "both sums hold: %s", ledger);
            Sends.check(ledger.offered() == offered, "%s sends were offered: %s", offered, ledger);
            Sends.check(ledger.accepted() == accepted, "%s sends were accepted: %s", accepted, ledger);
            Sends.check(ledger.refused() == refused, "%s sends were refused: %s", refused, ledger);
            Sends.check(ledger.restored() == restored, "%s sends were restored: %s", restored, ledger);
            long untold = ledger.ended() - ended;
            boolean told = lag ? untold >= 0 && untold <= restored : untold == 0;
            Sends.check(told, "%s sends have ended: %s", ended, ledger);
        }
    }
}
