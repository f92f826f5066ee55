// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.internal.channel.Channels;
import io.github.keepwire.internal.channel.RoomDesk;
import io.github.keepwire.internal.channel.ScopeDesk;
import io.github.keepwire.internal.delivery.Deliveries;
import io.github.keepwire.internal.delivery.SendDesk;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.internal.meter.Meters;
import io.github.keepwire.internal.retry.RetryPlan;
import io.github.keepwire.internal.token.TokenDesk;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client at work: its loop, and on it the state machine, the deliveries and one link at a time.
 *
 * <p>The methods that the front door calls may come from any thread and return at once; all they do is put work on the
 * loop. Everything below them belongs to the loop.
 */
public final class Connection implements LinkHost {
    private final ClientConfig config;
    private final SerialLane loop;
    private final Completions completions;
    private final SendDesk sends;
    private final Deliveries deliveries;
    private final Audience audience;
    private final ScopeDesk scopes;
    private final Chronicle chronicle;
    private final Credentials credentials;
    private final Deadlines deadlines;
    private final Waiters connecting;
    private final Farewell farewell;
    private final Stepper stepper;
    private final Comeback comeback;
    private @Nullable LinkLife life;

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
        this.sends = new SendDesk(config.sending(), new SendLine(this, config.environment(), completions));
        this.deliveries = sends.deliveries();
        this.audience = new Audience(
                config.rules().inbox(),
                config.environment(),
                () -> loop.execute(this::roomInMailbox),
                error -> loop.execute(() -> failed(error)));
        this.scopes = new ScopeDesk(
                config.wire().protocol().features(),
                new ScopeLine(this, config.environment().ticker(), completions));
        Inbound inbound = new Inbound(config, audience, loop, scopes.channels()::wanted);
        this.chronicle = new Chronicle(config, sends, scopes.channels(), inbound);
        this.credentials = new Credentials(config, this);
        this.connecting = new Waiters(completions);
        this.farewell = new Farewell(completions);
        this.comeback = new Comeback(config, error -> audience.report(error, null));
        this.stepper =
                new Stepper(this::perform, change -> chronicle.changed(change, comeback.where()), chronicle::sessionId);
        Alarm alarm = new Alarm(config.environment(), loop, this::tick);
        this.deadlines = new Deadlines(alarm, sends, scopes.channels(), comeback);
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
     * Where messages go out.
     *
     * @return the desk; what may be called by any thread says so
     */
    public SendDesk sends() {
        return sends;
    }

    /**
     * Where channels and rooms are asked for.
     *
     * @return the desk; what may be called by any thread says so
     */
    public ScopeDesk scopes() {
        return scopes;
    }

    /** Makes the next attempt now, if one is planned. */
    public void reconnectNow() {
        loop.execute(() -> {
            input(new SessionInput.RetryDue("reconnectNow() was called"));
            settle();
        });
    }

    /** The machine has another network: what was under way on the old one is not waited for. */
    public void networkChanged() {
        loop.execute(() -> {
            networkChangedOnLoop();
            settle();
        });
    }

    /**
     * Where the connection stands.
     *
     * @return the state as of now
     */
    public ConnectionState state() {
        return stepper.visible();
    }

    /**
     * What it tells of itself.
     *
     * @return what may be asked by any thread
     */
    public Chronicle chronicle() {
        return chronicle;
    }

    @Override
    public Audience audience() {
        return audience;
    }

    // on the loop

    private void connectOnLoop(CompletableFuture<Void> opened) {
        sends.start();
        connecting.add(opened);
        if (current().closing()) {
            connecting.settle(
                    new KeepwireException(ErrorCode.CLOSED, "the client was closed: build a new one to connect again"));
        } else if (current().phase() == Phase.OPEN) {
            connecting.settle(null);
        } else {
            input(new SessionInput.Connect());
            settle();
        }
    }

    private void networkChangedOnLoop() {
        comeback.forgetAttempts();
        input(new SessionInput.RetryDue("networkChanged() was called"));
        if (life != null && current().isConnecting()) {
            lost(current().link(), LinkErrors.networkChanged(comeback.where()), Retry.NOW);
        } else if (life != null) {
            life.probe();
        }
    }

    private void closeOnLoop(Duration drain, CompletableFuture<Void> closed) {
        farewell.await(closed);
        if (current().phase() == Phase.CLOSED) {
            return;
        }
        inbound().end();
        farewell.drainBy(Alarm.after(now(), drain));
        input(new SessionInput.CloseRequested(deliveries.isDrained()));
        settle();
    }

    private void tick() {
        long nowNanos = now();
        sends.tick(nowNanos);
        if (channels().tick(nowNanos) && life != null) {
            life.probe();
        }
        if (comeback.isRetryDue(nowNanos)) {
            input(new SessionInput.RetryDue("the next attempt is due"));
        }
        if (comeback.isReturnDue(nowNanos) && current().phase() == Phase.OPEN && life != null && !life.isWriting()) {
            lost(current().link(), LinkErrors.movedOn(comeback.where()), Retry.NOW);
        }
        if (life != null && current().phase() == Phase.OPEN && credentials.tick(life, nowNanos)) {
            KeepwireException why = LinkErrors.renewing(comeback.where());
            input(new SessionInput.Lost(current().link(), why, comeback.leave(nowNanos)));
        }
        LinkLife current = life;
        if (current != null) {
            current.tick(nowNanos);
            current.pump();
        }
        settle();
    }

    private void failed(KeepwireException error) {
        chronicle.meters().failed(error);
    }

    private void roomInMailbox() {
        audience.refill();
        if (life != null) {
            life.resume();
            settle();
        }
    }

    /** Looks after the end of a drain, and sets the alarm for what comes next. */
    @Override
    public void settle() {
        if (current().isDraining() && (deliveries.isDrained() || farewell.isDrainOverdue(now()))) {
            input(new SessionInput.DrainOver());
        }
        if (current().phase() == Phase.CLOSED) {
            return;
        }
        deadlines.set(current(), life, credentials);
        if (current().isDraining()) {
            deadlines.drainBy(farewell.drainBy());
        }
    }

    private void turnEnded() {
        sends.turnEnded();
        chronicle.turnEnded(stepper.visible());
        completions.flush();
    }

    // the state machine

    @Override
    public void input(SessionInput input) {
        stepper.input(input);
    }

    @Override
    public void lost(long link, KeepwireException error, @Nullable Retry wish) {
        SessionState now = current();
        boolean counts = now.link() == link && (now.isConnecting() || now.phase() == Phase.OPEN);
        RetryPlan plan = counts ? comeback.plan(error, wish, now()) : RetryPlan.giveUp("");
        input(new SessionInput.Lost(link, error, plan));
    }

    SessionState current() {
        return stepper.state();
    }

    private void perform(Act act, SessionMachine.Step step) {
        switch (act) {
            case ASK_TOKEN -> askToken(step.next().link());
            case OPEN_LINK -> openLink(step.next().link());
            case START_PROTOCOL -> currentLife().startProtocol();
            case CONNECTED -> connected();
            case CONNECT_FAILED -> connecting.settle(step.error());
            case GO_ONLINE -> currentLife().goOnline();
            case DROP_LINK -> dropLink();
            case PLAN_RETRY -> comeback.retryAfter(plan(step).delay(), now());
            case CLOSE_LINK -> currentLife().close();
            case FINISH -> finish(step);
        }
    }

    private static RetryPlan plan(SessionMachine.Step step) {
        if (step.plan() == null) {
            throw new IllegalStateException("a retry without a plan");
        }
        return step.plan();
    }

    /** Writes what may go, and looks after what hangs on it. */
    void pump() {
        if (life != null) {
            life.pump();
        }
        settle();
    }

    private void connected() {
        comeback.opened(now());
        chronicle.meters().opened();
        connecting.settle(null);
    }

    private void askToken(long link) {
        comeback.retryBegins();
        credentials.ask(link);
    }

    private void openLink(long link) {
        LinkRequest request = comeback.nextRequest(now());
        LinkLife fresh = new LinkLife(link, request, config, this);
        life = fresh;
        fresh.open(credentials.take(request.uri()));
    }

    private void dropLink() {
        credentials.dropLink();
        chronicle.parted();
        deadlines.unset();
        if (life != null) {
            life.drop();
            life = null;
        }
    }

    private void finish(SessionMachine.Step step) {
        KeepwireException closed = step.error() == null
                ? new KeepwireException(ErrorCode.CLOSED, "the client was closed before it was delivered")
                : step.error();
        deadlines.stop();
        config.wire().closeOwned();
        connecting.settle(closed);
        channels().close();
        sends.close(closed, farewell::over);
    }

    private LinkLife currentLife() {
        if (life == null) {
            throw new IllegalStateException("there is no link in " + current());
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
    public Channels channels() {
        return scopes.channels();
    }

    @Override
    public RoomDesk rooms() {
        return scopes.rooms();
    }

    @Override
    public void met(ClientSnapshot.Session session) {
        chronicle.met(session);
    }

    @Override
    public Meters meters() {
        return chronicle.meters();
    }

    @Override
    public Inbound inbound() {
        return chronicle.inbound();
    }

    @Override
    public TokenDesk tokens() {
        return credentials.desk();
    }
}
