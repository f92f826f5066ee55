// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.internal.delivery.Deliveries;
import io.github.keepwire.internal.delivery.Outgoing;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Ticker;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets the dialect speak over one link, and does what it asks for.
 *
 * <p>A dialect is never called from within itself: what it says about the connection ({@code open}, {@code end}) reaches
 * the state machine only after its call has returned. Belongs to the loop.
 */
final class Speaker extends MessageNews {
    /** Above this, what is queued waits with us, where it can still be counted and expire: 256 KiB. */
    private static final long LINK_QUEUE_BYTES = 256 * 1024;

    private final long number;
    private final LinkHost host;
    private final Deliveries deliveries;
    private final Link link;
    private final Ticker ticker;
    private final Protocol.Session session;
    private final WriteLog writeLog = new WriteLog();
    private long wakeAt = Alarm.NEVER;
    private boolean online;
    private boolean lastWordSaid;
    private boolean ended;

    /** How many frames the dialect has written in the call that is under way. */
    private int framesWritten;
    /** What the dialect has said about the connection in the call that is under way. */
    private ClientSnapshot.@Nullable Session met;

    private @Nullable KeepwireException endReason;
    private @Nullable Retry endWish;

    /** Whether the dialect cannot write the message at hand yet. */
    private boolean postponed;

    private @Nullable Scope postponedUntil;

    Speaker(Attempt attempt, ClientConfig config, LinkHost host, Link link) {
        super(host, config);
        this.number = attempt.number();
        this.host = host;
        this.deliveries = host.deliveries();
        this.link = link;
        this.ticker = config.environment().ticker();
        this.session = config.wire()
                .protocol()
                .newSession(new Protocol.SessionContext(
                        config.party().identity(),
                        config.party().codec(),
                        config.wire().request().maxMessageBytes(),
                        attempt.context()));
    }

    /** Which link this is, and what it was asked for with. */
    record Attempt(long number, Protocol.ConnectContext context) {}

    void open(Instant wallTime) {
        call(() -> session.opened(wallTime, this));
    }

    void hear(Frame frame) {
        heardBytes = frame.byteCount();
        host.inbound().frame();
        try {
            session.received(frame, this);
        } catch (Throwable e) {
            endReason = LinkErrors.protocolFailed(e);
        }
        host.inbound().frameSeen();
        callEnded(null);
        if (deliveries.hasQueued()) {
            pump(ticker.nanos());
        }
    }

    void say(Command command) {
        call(() -> session.encode(command, this));
    }

    /** The session is open: what is wanted is asked for, then messages may go. */
    void goOnline() {
        online = true; // first: the dialect may end the session when it is asked for them
        host.channels().online(this::say, ticker.nanos());
    }

    /** No more messages are written, for a while. */
    void hush() {
        online = false;
    }

    /** No more messages are written; what is queued waits for the next link. */
    void goOffline() {
        online = false;
        host.channels().offline();
    }

    boolean isOnline() {
        return online;
    }

    void wrote(long frames) {
        writeLog.written(frames, deliveries::written);
    }

    /** Whether frames are on their way to the socket. */
    boolean isWriting() {
        return !writeLog.isEmpty();
    }

    void tick(long nowNanos) {
        if (wakeAt != Alarm.NEVER && nowNanos - wakeAt >= 0) {
            wakeAt = Alarm.NEVER;
            call(() -> session.wake(nowNanos, this));
        }
    }

    long nextDue() {
        return wakeAt;
    }

    /** Writes what may go, while the link takes it. */
    void pump(long nowNanos) {
        while (online && !ended && link.queuedBytes() < LINK_QUEUE_BYTES) {
            Outgoing next = deliveries.next(nowNanos);
            if (next == null) {
                return;
            }
            transmit(next);
        }
    }

    private void transmit(Outgoing outgoing) {
        postponed = false;
        postponedUntil = null;
        KeepwireException problem = null;
        try {
            session.encode(new Command.Send(outgoing.message(), outgoing.isAcked()), this);
        } catch (Throwable e) {
            problem = LinkErrors.protocolFailed(e);
            postponed = isEarly(outgoing);
        }
        boolean silent = framesWritten == 0;
        boolean waits = silent && postponed;
        if (waits) {
            deliveries.postpone(outgoing, postponedUntil); // first: what is told now may be what it waits for
        } else if (silent && problem == null) {
            problem = new KeepwireException(ErrorCode.INVALID_MESSAGE, "the dialect has no words for it");
        } else if (problem == null) {
            host.audience().sending(outgoing.message(), outgoing.bytes());
        }
        callEnded(problem == null ? outgoing : null);
        if (problem != null && !waits) {
            deliveries.failed(outgoing, problem);
        }
    }

    /** The link has ended: the dialect's last word. */
    void ended(Link.End end) {
        if (lastWordSaid) {
            return;
        }
        lastWordSaid = true;
        online = false;
        try {
            session.ended(end, this);
        } catch (Throwable e) {
            host.audience().report(LinkErrors.protocolFailed(e), null);
        }
        met = null;
        endReason = null;
    }

    /** Nothing more will be written or heard. */
    void end() {
        ended(Link.End.without(Link.End.Kind.ABORTED, "the client has left the link", null));
        ended = true;
        host.channels().offline();
        KeepwireException lost = new KeepwireException(
                ErrorCode.LINK_LOST, "the link ended while the message was written: it may or may not have arrived");
        writeLog.abandon(outgoing -> {
            if (!outgoing.isAcked()) {
                deliveries.failed(outgoing, lost);
            }
        });
        deliveries.linkLost();
    }

    /** One call of the dialect, whatever it throws. */
    private void call(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            endReason = LinkErrors.protocolFailed(e);
        }
        callEnded(null);
    }

    private void callEnded(@Nullable Outgoing owner) {
        writeLog.add(owner, framesWritten);
        framesWritten = 0;
        tellOfScopes();
        ClientSnapshot.Session handshakeDone = met;
        if (handshakeDone != null) {
            met = null;
            wakeAll();
            host.met(handshakeDone);
            host.input(new SessionInput.HandshakeDone(number));
        }
        KeepwireException reason = endReason;
        if (reason != null) {
            Retry wish = endWish;
            endReason = null;
            endWish = null;
            online = false;
            host.lost(number, reason, wish);
        }
    }

    // what the dialect asks for

    @Override
    public void write(Frame... frames) {
        if (!lastWordSaid) {
            framesWritten += frames.length;
            host.meters().wrote(frames);
            link.send(frames);
        }
    }

    @Override
    public void open(@Nullable String sessionId) {
        open(sessionId, Payload.empty());
    }

    @Override
    public void open(@Nullable String sessionId, Payload data) {
        met = new ClientSnapshot.Session(sessionId, told(data));
    }

    @Override
    public void postpone() {
        postponed = true;
    }

    @Override
    public void postpone(Scope until) {
        postponed = true;
        postponedUntil = until;
    }

    @Override
    void pumpAgain() {
        pump(ticker.nanos());
        host.settle();
    }

    @Override
    public void wakeAt(long nanos) {
        wakeAt = nanos;
    }

    @Override
    public void ask(long ask, Effects.Ask wanted) {
        host.tokens().ask(answer -> answered(ask, answer));
    }

    private void answered(long ask, Effects.Answer answer) {
        if (!ended) {
            call(() -> session.answered(ask, answer, this));
            host.settle();
        }
    }

    @Override
    public void end(Retry retry, KeepwireException reason) {
        endReason = reason;
        endWish = retry;
    }
}
