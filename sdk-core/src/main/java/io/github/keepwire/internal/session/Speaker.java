// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.delivery.Deliveries;
import io.github.keepwire.internal.delivery.Outgoing;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Ticker;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the dialect speak over one link, and does what it asks for.
 *
 * <p>A dialect is never called from within itself: what it says about the connection ({@code open}, {@code end}) reaches
 * the state machine only after its call has returned. Belongs to the loop.
 */
final class Speaker extends ScopeNews {
    /** Above this, what is queued waits with us, where it can still be counted and expire: 256 KiB. */
    private static final long LINK_QUEUE_BYTES = 256 * 1024;

    private final long number;
    private final LinkHost host;
    private final Deliveries deliveries;
    private final Link link;
    private final Ticker ticker;
    private final Clock wallClock;
    private final Protocol.Session session;
    private final WriteLog writeLog = new WriteLog();
    private long wakeAt = Alarm.NEVER;
    private boolean online;
    private boolean lastWordSaid;
    private boolean ended;

    /** The size of the frame that the dialect is looking at. */
    private int heardBytes;
    /** How many frames the dialect has written in the call that is under way. */
    private int framesWritten;
    /** What the dialect has said about the connection in the call that is under way. */
    private ClientSnapshot.@Nullable Session met;

    private @Nullable KeepwireException endReason;
    private @Nullable Retry endWish;

    /** Whether the dialect cannot write the message at hand yet. */
    private boolean postponed;

    private @Nullable Scope postponedUntil;

    private Consumer<Duration> onKeepAlive = silence -> {};
    private Consumer<Duration> onPauseAtMost = atMost -> {};

    Speaker(Attempt attempt, ClientConfig config, LinkHost host, Link link) {
        super(host, config);
        this.number = attempt.number();
        this.host = host;
        this.deliveries = host.deliveries();
        this.link = link;
        this.ticker = config.environment().ticker();
        this.wallClock = config.environment().wallClock();
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

    /** Hears how long the peer may be silent. */
    void onKeepAlive(Consumer<Duration> listener) {
        onKeepAlive = listener;
    }

    /** Hears how long reading may pause from now on. */
    void onPauseAtMost(Consumer<Duration> listener) {
        onPauseAtMost = listener;
    }

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
        try {
            session.encode(new Command.Send(outgoing.message(), outgoing.isAcked()), this);
        } catch (Throwable e) {
            notEncoded(outgoing, e);
            return;
        }
        boolean silent = framesWritten == 0;
        if (!silent) {
            host.audience().sending(outgoing.message(), outgoing.bytes());
        }
        boolean waits = silent && postponed;
        if (waits) {
            deliveries.postpone(outgoing, postponedUntil); // first: what is told now may be what it waits for
        }
        callEnded(outgoing);
        if (silent && !waits) {
            deliveries.failed(
                    outgoing, new KeepwireException(ErrorCode.INVALID_MESSAGE, "the dialect has no words for it"));
        }
    }

    /** What an earlier life has left for a channel that this one has not asked for yet must not end for that. */
    private void notEncoded(Outgoing outgoing, Throwable e) {
        boolean waits = framesWritten == 0
                && outgoing.isRestored()
                && !host.channels().isOpenTo(outgoing.message().scopes());
        if (waits) {
            deliveries.postpone(outgoing, null);
        }
        callEnded(null);
        if (!waits) {
            deliveries.failed(outgoing, LinkErrors.protocolFailed(e));
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
    public Instant now() {
        return wallClock.instant();
    }

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
    public void deliver(Message message) {
        host.inbound().message(message, Math.max(heardBytes, binaryBytes(message)));
    }

    /** The size of all binary frames of a message, of which the last is the frame at hand. */
    private static int binaryBytes(Message message) {
        int bytes = 0;
        for (ByteBuffer part : message.payload().binary()) {
            bytes += part.remaining();
        }
        return bytes;
    }

    @Override
    public void recovered(@Nullable Scope scope) {
        host.inbound().tell(Recovery.Kind.RECOVERED, scope);
    }

    @Override
    public void reset(@Nullable Scope scope) {
        host.inbound().tell(Recovery.Kind.RESET, scope);
    }

    @Override
    public void acked(String messageId, Payload reply) {
        acked(messageId, Outcome.acked(reply));
    }

    @Override
    public void acked(String messageId, Payload reply, List<Payload> arguments) {
        acked(messageId, Outcome.acked(reply, arguments));
    }

    private void acked(String messageId, Outcome outcome) {
        host.meters().acked(deliveries.transmittedAt(messageId));
        deliveries.acked(messageId, outcome);
    }

    @Override
    public void rejected(String messageId, KeepwireException reason) {
        deliveries.rejected(messageId, reason);
    }

    @Override
    public void serverError(KeepwireException.ServerError error, Message message) {
        host.audience().report(error, message, heardBytes);
    }

    @Override
    public void slowDown(Duration wait) {
        deliveries.slowDown(wait, ticker.nanos());
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
    public void keepAlive(Duration silence) {
        onKeepAlive.accept(silence);
    }

    @Override
    public void pauseAtMost(Duration atMost) {
        onPauseAtMost.accept(atMost);
    }

    @Override
    public void malformed(String problem) {
        host.inbound().malformed(problem);
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
