// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One seed, one story: a client and a server, a number of steps of which the seed decides each, then a healing, then the
 * end. After every step the laws are checked.
 *
 * <pre>
 *   steps (connect, send, listen, cut, delay, ..)  ->  heal: connect, acks on, time passes  ->  close  ->  nothing is left
 * </pre>
 */
final class Schedule {
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);
    /** What the closing handshake may take behind the drain, on a link that answers nothing. */
    private static final Duration CLOSING_MARGIN = Duration.ofSeconds(4);

    private static final String[] GARBAGE = {
        "", "[]", "{\"type\":7}", "{\"type\":\"x\"", "nonsense", "{\"a\":1}{\"b\":2}"
    };

    private final SplittableRandom random;
    private final ManualTime time;
    private final Trace trace = new Trace();
    private final ModelServer server = new ModelServer();
    private final Verdict verdict = new Verdict();
    private final Sends sends = new Sends(verdict);
    private final States states = new States();
    private final List<Ear> ears = new ArrayList<>();
    private final LoopbackTransport transport;
    private final RealtimeClient client;
    /** Whether the client reconnects by itself. */
    private final boolean reconnects;

    private int stepsTaken;
    private int maxLatencyMillis = 20;
    private long closedBy = Long.MAX_VALUE;

    Schedule(long seed) {
        random = new SplittableRandom(seed);
        time = new ManualTime(seed);
        transport = LoopbackTransport.to(server).withLatency(this::latency);
        reconnects = random.nextInt(4) != 0;
        client = RealtimeClient.builder(URI.create("ws://model/ws"))
                .transport(transport)
                .environment(time.environment())
                .reconnect(reconnects ? Reconnect.defaults() : Reconnect.off())
                .identity(Identity.of("device", "Device"))
                .build();
        client.onState(change -> {
            note(change.previous() + " -> " + change.current() + ": " + change.reason());
            verdict.check(() -> states.changed(change));
        });
        client.onError(event -> note("error " + event.error().code()));
    }

    /** Plays the whole story. */
    Trace play() {
        int steps = 20 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            step();
            check();
        }
        heal();
        end();
        return trace;
    }

    Trace trace() {
        return trace;
    }

    /** How the messages of this story ended. */
    Map<Outcome.Status, Integer> outcomes() {
        return sends.counts();
    }

    int stepsTaken() {
        return stepsTaken;
    }

    private void step() {
        stepsTaken++;
        switch (random.nextInt(26)) {
            case 0, 1, 2 -> connect();
            case 3, 4, 5 -> send(Sends.Kind.QUEUED);
            case 6, 7, 8 -> send(Sends.Kind.ACKED);
            case 9 -> send(Sends.Kind.VOLATILE);
            case 10, 11 -> listen();
            case 12 -> stopListening();
            case 13, 14 -> act("server says news", server::sayNews);
            case 15 -> act("server cuts", server::cut);
            case 16 -> act("server closes", () -> server.close(1001));
            case 17 -> act("server falls silent", server::blackHole);
            case 18 -> changeServer();
            case 19 -> act("server talks nonsense", () -> server.sayGarbage(GARBAGE[random.nextInt(GARBAGE.length)]));
            case 21 -> act("reconnectNow", client::reconnectNow);
            case 22 -> act("networkChanged", client::networkChanged);
            case 23 -> moveClocks();
            case 24 -> restartServer();
            case 20 -> maxLatencyMillis = 1 + random.nextInt(200);
            default -> closeRarely();
        }
        advance(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(60)));
    }

    private void connect() {
        act("connect", () -> client.connect().whenComplete((nothing, error) -> note("connected, error " + error)));
    }

    private void send(Sends.Kind kind) {
        SendOptions options = switch (kind) {
            case VOLATILE -> SendOptions.volatileOnly();
            case QUEUED -> SendOptions.queued();
            case ACKED -> SendOptions.acked(ACK_TIMEOUT);
        };
        int burst = random.nextInt(40) == 0 ? 100 : 1 + random.nextInt(3);
        act("send " + burst + " " + kind, () -> {
            for (int i = 0; i < burst; i++) {
                sends.add(client.send("order", Integer.valueOf(i), options), kind);
            }
        });
    }

    private void listen() {
        boolean once = random.nextBoolean();
        boolean leavesInside = random.nextInt(4) == 0;
        Ear ear = new Ear(ears.size(), once);
        ears.add(ear);
        act("listen " + ear.number() + (once ? " once" : "") + (leavesInside ? ", leaving inside" : ""), () -> {
            ear.registered(
                    once
                            ? client.once("news", message -> hear(ear, leavesInside, message))
                            : client.on("news", message -> hear(ear, leavesInside, message)));
        });
    }

    private void hear(Ear ear, boolean leavesInside, Message message) {
        note("listener " + ear.number() + " hears");
        verdict.check(() -> ear.hear(message));
        if (leavesInside) {
            ears.forEach(Ear::close);
        }
    }

    private void stopListening() {
        if (!ears.isEmpty()) {
            Ear ear = ears.get(random.nextInt(ears.size()));
            act("stop listening " + ear.number(), ear::close);
        }
    }

    private void changeServer() {
        server.refusing = random.nextInt(3) == 0;
        server.acks = ModelServer.Acks.values()[random.nextInt(3)];
        act("server refuses " + server.refusing + ", acks " + server.acks, server::payAcks);
    }

    private void moveClocks() {
        Duration leap = Duration.ofSeconds(random.nextInt(200));
        if (random.nextBoolean()) {
            closedBy = closedBy == Long.MAX_VALUE ? closedBy : closedBy + leap.toNanos();
            act("clocks leap by " + leap, () -> time.leap(leap));
        } else {
            Duration change = random.nextBoolean() ? leap : leap.negated();
            act("wall clock is set by " + change, () -> time.setWallClock(change));
        }
    }

    /** Whatever it owed is forgotten, and for a while it is not there. */
    private void restartServer() {
        act("server restarts", () -> {
            server.forgetDebts();
            server.cut();
            server.refusing = true;
        });
        advance(Duration.ofMillis(random.nextInt(5_000)));
        act("server is back", () -> server.refusing = random.nextInt(4) == 0);
    }

    private void closeRarely() {
        if (random.nextInt(20) == 0) {
            Duration drain = Duration.ofMillis(random.nextInt(5_000));
            act("close within " + drain, () -> client.closeAsync(drain));
            closedBy = Math.min(closedBy, nanos() + drain.plus(CLOSING_MARGIN).toNanos());
        }
    }

    /** The server is well, the network quick, and time passes: whatever could be delivered must be. */
    private void heal() {
        server.refusing = false;
        server.acks = ModelServer.Acks.AT_ONCE;
        maxLatencyMillis = 1;
        if (client.state() == ConnectionState.CLOSING || client.state() == ConnectionState.CLOSED) {
            advance(Duration.ofSeconds(60));
            return;
        }
        // a link that is lost in a black hole is noticed within 40 s; after that one call connects, or none at all
        for (int i = 0; i < 4; i++) {
            advance(Duration.ofSeconds(45));
            if (!reconnects || client.state() == ConnectionState.IDLE || client.state() == ConnectionState.FAILED) {
                connect();
            }
        }
        advance(Duration.ofSeconds(10));
        check();
        assertThat(client.state()).as("state once the server is well").isEqualTo(ConnectionState.OPEN);
        assertThat(client.stats().ledger().queued()).as("queued in the end").isZero();
        assertThat(client.stats().ledger().inFlight())
                .as("in flight in the end")
                .isZero();
        sends.allDelivered();
        act("server says the last news", server::sayNews);
        advance(Duration.ofSeconds(1));
        for (Ear ear : ears) {
            if (ear.expectsMore()) {
                assertThat(ear.last())
                        .as("last news of listener %d", ear.number())
                        .isEqualTo(server.newsSaid());
            }
        }
    }

    private void end() {
        CompletableFuture<Void> closed = client.closeAsync(Duration.ofSeconds(1));
        advance(Duration.ofSeconds(10));
        check();
        assertThat(closed).as("the future of close").isCompleted();
        assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(states.last()).as("the last state told").isEqualTo(ConnectionState.CLOSED);
        assertThat(transport.openLinks()).as("links after close").isZero();
        assertThat(time.planned()).as("timers after close").isZero();
        sends.allSettled();
        note("ends: " + sends.counts());
    }

    private void check() {
        verdict.raise();
        assertThat(nanos() <= closedBy || isOver()).as("closed in time").isTrue();
        sends.agreeWith(client.stats().ledger());
        if (stepsTaken % 8 == 0 || isOver()) {
            sends.agreeWith(server);
        }
        assertThat(transport.openLinks()).as("links at once").isLessThanOrEqualTo(1);
    }

    private boolean isOver() {
        return client.state() == ConnectionState.CLOSED;
    }

    private void act(String what, Runnable action) {
        note(what);
        action.run();
        time.run();
    }

    private void advance(Duration duration) {
        time.advance(duration);
    }

    private Duration latency() {
        return Duration.ofNanos(random.nextInt(maxLatencyMillis) * 1_000_000L + random.nextInt(1_000_000));
    }

    private void note(String line) {
        trace.add(nanos(), line);
    }

    private long nanos() {
        return time.environment().ticker().nanos();
    }
}
