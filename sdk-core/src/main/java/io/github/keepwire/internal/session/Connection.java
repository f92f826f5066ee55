// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.internal.delivery.Deliveries;
import io.github.keepwire.internal.delivery.Outgoing;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.protocol.Answer;
import io.github.keepwire.protocol.Feature;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.stats.Ledger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at work: its loop, and on it the state machine, the deliveries and one link at a time.
 *
 * <p>The methods that the front door calls may come from any thread and return at once; all they do is put work on the
 * loop. Everything below them belongs to the loop.
 */
public final class Connection implements LinkHost {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ClientConfig config;
    private final SerialLane loop;
    private final Completions completions;
    private final Deliveries deliveries;
    private final Audience audience;
    private final Inbound inbound;
    private final TokenDesk tokens;
    private final Alarm alarm;
    private final Waiters connecting;
    private final Waiters closing;
    private final ArrayDeque<SessionInput> inputs = new ArrayDeque<>();
    private boolean stepping;
    private SessionState state = SessionState.INITIAL;
    private @Nullable LinkLife life;
    private @Nullable Token token;
    private long drainBy = Alarm.NEVER;

    private volatile ConnectionState visible = ConnectionState.IDLE;
    private volatile Ledger ledger;

    /**
     * Makes a connection that is idle.
     *
     * @param config what it is made of
     */
    public Connection(ClientConfig config) {
        this.config = config;
        this.loop = new SerialLane(
                config.environment().executor(), config.environment().ticker(), this::turnEnded);
        this.completions = new Completions(config.environment());
        this.deliveries =
                new Deliveries(completions, config.wire().protocol().features().contains(Feature.ACKS));
        this.audience = new Audience(config.environment(), () -> loop.execute(this::roomInMailbox));
        this.inbound = new Inbound(config.rules(), config.environment().wallClock(), audience);
        this.tokens = new TokenDesk(config.party().tokens(), config.environment(), loop);
        this.alarm = new Alarm(config.environment(), loop, this::tick);
        this.connecting = new Waiters(completions);
        this.closing = new Waiters(completions);
        this.ledger = deliveries.ledger();
    }

    // the front door's side: any thread

    /**
     * Connects, if it is neither connected nor connecting.
     *
     * @return completes when the connection is open; fails when the attempt fails or the client is closed
     */
    public CompletableFuture<Void> connect() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        loop.execute(() -> connectOnLoop(opened));
        return opened;
    }

    /**
     * Closes for good.
     *
     * @param drain how long what was accepted may take to be delivered
     * @return completes when the client is closed
     */
    public CompletableFuture<Void> close(Duration drain) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.execute(() -> closeOnLoop(drain, closed));
        return closed;
    }

    /**
     * Sends a message.
     *
     * @param outgoing the message
     */
    public void send(Outgoing outgoing) {
        loop.execute(() -> sendOnLoop(outgoing));
    }

    /**
     * Tells of a message that broke a rule before it got here.
     *
     * @param outgoing the message
     * @param reason which rule
     */
    public void refuse(Outgoing outgoing, KeepwireException reason) {
        loop.execute(() -> deliveries.refuse(outgoing, reason));
    }

    /**
     * Where the connection stands.
     *
     * @return the state as of now
     */
    public ConnectionState state() {
        return visible;
    }

    /**
     * What it has done.
     *
     * @return a snapshot as of the last turn of the loop
     */
    public ClientStats stats() {
        return new ClientStats(ledger, inbound.stats());
    }

    @Override
    public Audience audience() {
        return audience;
    }

    // on the loop

    private void connectOnLoop(CompletableFuture<Void> opened) {
        connecting.add(opened);
        if (state.closing()) {
            connecting.settle(
                    new KeepwireException(ErrorCode.CLOSED, "the client was closed: build a new one to connect again"));
        } else if (state.phase() == Phase.OPEN) {
            connecting.settle(null);
        } else {
            input(new SessionInput.Connect());
            settle();
        }
    }

    private void closeOnLoop(Duration drain, CompletableFuture<Void> closed) {
        closing.add(closed);
        if (state.phase() == Phase.CLOSED) {
            closing.settle(null);
            return;
        }
        drainBy = Math.min(drainBy, Alarm.after(now(), drain));
        input(new SessionInput.CloseRequested(deliveries.isDrained()));
        settle();
    }

    private void sendOnLoop(Outgoing outgoing) {
        if (state.closing()) {
            deliveries.refuse(
                    outgoing, new KeepwireException(ErrorCode.CLOSED, "the client is closed: nothing can be sent"));
            return;
        }
        deliveries.offer(outgoing, state.phase() == Phase.OPEN);
        if (life != null) {
            life.pump();
        }
        settle();
    }

    private void tick() {
        long nowNanos = now();
        deliveries.tick(nowNanos);
        LinkLife current = life;
        if (current != null) {
            current.tick(nowNanos);
            current.pump();
        }
        settle();
    }

    private void roomInMailbox() {
        if (life != null) {
            life.resume();
            settle();
        }
    }

    /** Looks after the end of a drain, and sets the alarm for what comes next. */
    @Override
    public void settle() {
        if (isDraining() && (deliveries.isDrained() || now() - drainBy >= 0)) {
            input(new SessionInput.DrainOver());
        }
        if (state.phase() == Phase.CLOSED) {
            return;
        }
        alarm.ringBy(deliveries.nextDue());
        if (life != null) {
            alarm.ringBy(life.nextDue());
        }
        if (isDraining()) {
            alarm.ringBy(drainBy);
        }
    }

    private boolean isDraining() {
        return state.closing() && state.phase() != Phase.CLOSING_LINK && state.phase() != Phase.CLOSED;
    }

    private void turnEnded() {
        if (deliveries.hasNewLedger()) {
            ledger = deliveries.ledger();
        }
        completions.flush();
    }

    // the state machine

    @Override
    public void input(SessionInput input) {
        inputs.add(input);
        if (stepping) {
            return;
        }
        stepping = true;
        try {
            for (SessionInput next = inputs.poll(); next != null; next = inputs.poll()) {
                perform(SessionMachine.step(state, next));
            }
        } finally {
            stepping = false;
        }
    }

    private void perform(SessionMachine.Step step) {
        ConnectionState before = state.visible();
        state = step.next();
        ConnectionState after = state.visible();
        visible = after;
        if (before != after) {
            report(new StateChange(before, after, step.reason(), step.error()));
        }
        for (Act act : step.acts()) {
            perform(act, step);
        }
    }

    private void report(StateChange change) {
        String where = SafeText.hostAndPort(config.wire().request().uri());
        LOG.info("{}: {} -> {}: {}", where, change.previous(), change.current(), change.reason());
        audience.report(change);
    }

    private void perform(Act act, SessionMachine.Step step) {
        switch (act) {
            case ASK_TOKEN -> askToken(step.next().link());
            case OPEN_LINK -> openLink(step.next().link());
            case START_PROTOCOL -> currentLife().startProtocol();
            case CONNECTED -> connecting.settle(null);
            case CONNECT_FAILED -> connecting.settle(step.error());
            case GO_ONLINE -> currentLife().goOnline();
            case DROP_LINK -> dropLink();
            case CLOSE_LINK -> currentLife().close();
            case FINISH -> finish(step);
        }
    }

    private void askToken(long link) {
        if (config.party().tokens() == null) {
            input(new SessionInput.TokenReady(link));
            return;
        }
        tokens.ask(answer -> {
            if (answer instanceof Answer.Fresh fresh) {
                token = fresh.token();
                input(new SessionInput.TokenReady(link));
            } else if (answer instanceof Answer.Failed failed) {
                input(new SessionInput.Lost(link, failed.error()));
            }
            settle();
        });
    }

    private void openLink(long link) {
        LinkLife fresh = new LinkLife(link, config, this);
        life = fresh;
        fresh.open(token);
        token = null;
    }

    private void dropLink() {
        tokens.dropAll();
        if (life != null) {
            life.drop();
            life = null;
        }
    }

    private void finish(SessionMachine.Step step) {
        KeepwireException closed = step.error() == null
                ? new KeepwireException(ErrorCode.CLOSED, "the client was closed before it was delivered")
                : step.error();
        deliveries.endAll(closed);
        alarm.stop();
        closeTransport();
        connecting.settle(closed);
        closing.settle(null);
    }

    private void closeTransport() {
        try {
            if (config.wire().ownsTransport()) {
                config.wire().transport().close();
            }
        } catch (RuntimeException e) {
            LOG.warn("{} threw while it was closed", config.wire().transport().name(), e);
        }
    }

    private LinkLife currentLife() {
        if (life == null) {
            throw new IllegalStateException("there is no link in " + state);
        }
        return life;
    }

    private long now() {
        return config.environment().ticker().nanos();
    }

    // what a life of a link needs

    @Override
    public SerialLane loop() {
        return loop;
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public Inbound inbound() {
        return inbound;
    }

    @Override
    public TokenDesk tokens() {
        return tokens;
    }
}
