// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.ConnectContext;
import io.github.keepwire.transport.Capability;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkEnd;
import io.github.keepwire.transport.LinkListener;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a link, from the attempt to its end: opens it, lets the dialect speak over it, keeps it alive.
 *
 * <p>What the transport tells comes in on its threads and goes on to the loop; all else runs on the loop. Once dropped,
 * whatever still arrives is ignored, so that an old link cannot touch a new one.
 */
final class LinkLife implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLife.class);
    /** How much longer than the transport we wait for the transport itself. */
    private static final long GRACE_NANOS = 1_000_000_000L;

    private final long number;
    private final ClientConfig config;
    private final LinkHost host;
    private final String where;
    private final Demand demand = new Demand();
    private @Nullable CompletionStage<Link> opening;
    private @Nullable Link link;
    private @Nullable Speaker speaker;
    private @Nullable Liveness liveness;
    private long giveUpAt = Alarm.NEVER;
    private boolean open;
    private boolean dropped;

    LinkLife(long number, ClientConfig config, LinkHost host) {
        this.number = number;
        this.config = config;
        this.host = host;
        this.where = SafeText.hostAndPort(config.wire().request().uri());
    }

    // what the connection asks for

    void open(@Nullable Token token) {
        LinkRequest base = config.wire().request();
        giveUpAt = graceAfter(base.handshakeTimeout());
        LinkRequest request;
        try {
            request = config.wire()
                    .protocol()
                    .prepare(new ConnectContext(base, config.party().identity(), token));
        } catch (Throwable e) {
            host.input(new SessionInput.Lost(number, LinkErrors.protocolFailed(e)));
            return;
        }
        open(request);
    }

    private void open(LinkRequest request) {
        try {
            CompletionStage<Link> stage = config.wire().transport().open(request, this, config.environment());
            opening = stage;
            stage.whenComplete((opened, error) -> host.loop().execute(() -> openingEnded(opened, error)));
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        host.input(new SessionInput.Lost(number, LinkErrors.ofOpening(thrown, where)));
    }

    /** A transport may break its word and throw: then the link is lost, and nobody waits for it. */
    private void attempt(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void openingEnded(@Nullable Link opened, @Nullable Throwable error) {
        if (dropped) {
            if (opened != null) {
                opened.abort();
            }
        } else if (opened != null) {
            link = opened;
            host.input(new SessionInput.LinkOpened(number));
        } else {
            Throwable cause = error == null ? new NullPointerException("the transport answered null") : error;
            host.input(new SessionInput.Lost(number, LinkErrors.ofOpening(cause, where)));
        }
        host.settle();
    }

    void startProtocol() {
        if (link != null) {
            Link opened = link;
            attempt(() -> startProtocol(opened));
        }
    }

    private void startProtocol(Link opened) {
        boolean probes = !config.wire().transport().capabilities().contains(Capability.SEES_END_OF_STREAM);
        liveness = new Liveness(config.heartbeat(), probes, now());
        giveUpAt = Alarm.after(now(), config.wire().request().handshakeTimeout());
        try {
            speaker = new Speaker(number, config, host, opened);
        } catch (Throwable e) {
            host.input(new SessionInput.Lost(number, LinkErrors.protocolFailed(e)));
            return;
        }
        speaker.open(config.environment().wallClock().instant());
        renewDemand();
    }

    void goOnline() {
        giveUpAt = Alarm.NEVER;
        open = true;
        if (speaker != null) {
            speaker.goOnline();
            attempt(this::pump);
        }
    }

    void close() {
        if (link != null) {
            Link closing = link;
            giveUpAt = graceAfter(config.wire().request().closeTimeout());
            if (speaker != null) {
                speaker.goOffline();
            }
            attempt(() -> closing.close(1000, ""));
        }
    }

    /** Ends this life; nothing that the transport still tells is heard. */
    void drop() {
        if (dropped) {
            return;
        }
        dropped = true;
        if (speaker != null) {
            speaker.end();
        }
        try {
            abandon();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} threw while a link to {} was dropped",
                    config.wire().transport().name(),
                    where,
                    e);
        }
    }

    private void abandon() {
        if (link != null) {
            link.abort();
        } else if (opening != null) {
            opening.toCompletableFuture().cancel(true);
        }
    }

    void pump() {
        if (speaker != null) {
            speaker.pump(now());
        }
    }

    /** There is room in the mailbox again. */
    void resume() {
        if (!dropped) {
            renewDemand();
        }
    }

    void tick(long nowNanos) {
        if (dropped) {
            return;
        }
        if (giveUpAt != Alarm.NEVER && nowNanos - giveUpAt >= 0) {
            host.input(new SessionInput.Lost(number, LinkErrors.slowHandshake(where)));
            return;
        }
        if (speaker != null) {
            speaker.tick(nowNanos);
        }
        while (liveness != null && !dropped && keepAlive(liveness, nowNanos)) {
            // more than one thing may be due
        }
    }

    long nextDue() {
        long due = giveUpAt;
        if (speaker != null) {
            due = Math.min(due, speaker.nextDue());
        }
        return liveness == null ? due : Math.min(due, liveness.nextDue());
    }

    /** Does one thing that is due; false if nothing was. */
    private boolean keepAlive(Liveness life, long nowNanos) {
        switch (life.tick(nowNanos)) {
            case PROBE -> ping();
            case HEARTBEAT -> heartbeat();
            case LOST -> host.input(new SessionInput.Lost(number, LinkErrors.silent(where)));
            case WAIT -> {
                return false;
            }
        }
        return true;
    }

    private void ping() {
        if (link != null) {
            link.ping();
        }
    }

    private void heartbeat() {
        if (speaker != null && speaker.isOnline()) {
            speaker.say(new Command.Heartbeat(config.environment().wallClock().instant(), heartbeatPayload()));
        }
        ping();
    }

    private Payload heartbeatPayload() {
        Supplier<?> supplier = config.heartbeat().payload();
        if (supplier == null) {
            return Payload.empty();
        }
        try {
            return Payload.of(supplier.get()).written(config.party().codec());
        } catch (Throwable e) {
            host.audience().report(LinkErrors.heartbeatFailed(e), null);
            return Payload.empty();
        }
    }

    // what the transport tells, on its threads

    @Override
    public void received(Frame frame) {
        host.loop().executeInPlace(() -> hear(frame));
    }

    @Override
    public void written(long frames) {
        host.loop().executeInPlace(() -> wrote(frames));
    }

    @Override
    public void pong() {
        host.loop().executeInPlace(this::heardPong);
    }

    @Override
    public void ended(LinkEnd end) {
        host.loop().execute(() -> endedOnLoop(end));
    }

    // and the same on the loop

    private void hear(Frame frame) {
        if (dropped || speaker == null) {
            return;
        }
        if (liveness != null) {
            liveness.heardTraffic(liveness.needsTime() ? now() : 0);
        }
        demand.received(frame.byteCount());
        speaker.hear(frame);
        renewDemand();
        host.settle();
    }

    private void wrote(long frames) {
        if (!dropped && speaker != null) {
            speaker.wrote(frames);
            speaker.pump(now());
            host.settle();
        }
    }

    private void heardPong() {
        if (!dropped && liveness != null) {
            liveness.heardPong();
        }
    }

    private void endedOnLoop(LinkEnd end) {
        if (!dropped) {
            KeepwireException error = LinkErrors.of(end, where);
            if (speaker != null) {
                speaker.ended(end);
            }
            host.input(new SessionInput.Lost(number, error));
            host.settle();
        }
    }

    private void renewDemand() {
        Link from = link;
        Liveness life = liveness;
        if (from != null && life != null && !dropped) {
            try {
                renewDemand(from, life);
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    private void renewDemand(Link from, Liveness life) {
        // until it is open, what arrives is the handshake, which must not wait for a slow listener
        if (open && host.audience().mailbox().isFull()) {
            if (demand.isNone() && !life.isPaused()) {
                life.pause();
                host.deliveries().holdAcks();
            }
        } else {
            demand.renew(from);
            if (life.isPaused()) {
                life.resume(now());
                host.deliveries().awaitAcks(now());
            }
        }
    }

    private long graceAfter(Duration timeoutOfTransport) {
        long at = Alarm.after(now(), timeoutOfTransport);
        return at == Alarm.NEVER ? at : at + GRACE_NANOS;
    }

    private long now() {
        return config.environment().ticker().nanos();
    }
}
