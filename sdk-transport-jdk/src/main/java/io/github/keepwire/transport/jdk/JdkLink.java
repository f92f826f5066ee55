// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.time.Timer;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Link.End.Kind;
import java.net.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket of the JDK.
 *
 * <pre>
 *   open --close()---------> close frame queued, then sent --the peer's--> ended as CLOSED
 *                                                           --deadline----> ended as ABORTED
 *   open --a write failed--> reading what is left ----------the platform--> ended as it says
 *                                                           --deadline----> ended as LOST
 *   open --anything else---> ended
 * </pre>
 *
 * <p>The JDK says nothing after an abort, loses some ends of stream and never times a write out, so the end is this
 * class's own: whoever sets it first decides how the link ended.
 */
final class JdkLink implements Link, WriteQueue.Outcome, Residents.Resident {
    private final WebSocket socket;
    private final Inbound inbound;
    private final Deliveries deliveries;
    private final WriteQueue writes;
    private final WriteDeadline deadline;
    private final Timer timer;
    private final Duration closeTimeout;
    private final Residents residents;
    private final AtomicReference<Link.@Nullable End> end = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile boolean closeSent;
    private volatile Timer.@Nullable Handle patience;

    /** Makes the link of a WebSocket that has just been opened. */
    JdkLink(WebSocket socket, Inbound inbound, Terms terms, Residents residents) {
        this.socket = socket;
        this.inbound = inbound;
        this.residents = residents;
        deliveries = new Deliveries(terms.listener(), terms.workers());
        timer = terms.environment().timer();
        closeTimeout = terms.request().closeTimeout();
        deadline = new WriteDeadline(terms.environment(), terms.request().writeTimeout(), this::writeStalled);
        writes = new WriteQueue(socket, terms.workers(), deadline, this);
    }

    @Override
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    @Override
    public void send(Frame... frames) {
        writes.send(frames);
    }

    @Override
    public void request(long frames) {
        if (frames <= 0) {
            throw new IllegalArgumentException("frames must be positive: " + frames);
        }
        inbound.request(socket, frames);
    }

    /** A ping that still waits to be written stands for this one too. */
    @Override
    public void ping() {
        if (!hasEnded() && pinging.compareAndSet(false, true)) {
            socket.sendPing(ByteBuffer.allocate(0)).whenComplete((same, error) -> pinged(error));
        }
    }

    private void pinged(@Nullable Throwable error) {
        pinging.set(false);
        if (error != null && !closing.get()) {
            writeFailed(error);
        }
    }

    @Override
    public long queuedBytes() {
        return writes.queuedBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (!hasEnded() && closing.compareAndSet(false, true)) {
            bePatient(Link.End.without(Kind.ABORTED, "the peer did not answer the close frame in time", null));
            writes.close(code, reason);
        }
    }

    @Override
    public void abort() {
        deliveries.mute();
        endWith(Link.End.without(Kind.ABORTED, "aborted", null));
    }

    /** Drops a link that its owner never got: nobody is told. */
    void discard() {
        if (decide(Link.End.without(Kind.ABORTED, "discarded", null))) {
            socket.abort();
        }
    }

    @Override
    public void evict() {
        abort();
    }

    void received(Frame frame) {
        deliveries.received(frame);
    }

    void pong() {
        deliveries.pong();
    }

    void tooLarge(TooLargeException e) {
        endWith(Link.End.without(Kind.TOO_LARGE, "the peer sent a message " + e.getMessage(), null));
    }

    /** The peer's close frame arrived, or (1006) the stream ended without one. */
    void closed(int code, String reason) {
        if (code == Link.End.NO_CLOSE_FRAME) {
            endWith(Link.End.without(Kind.LOST, "the stream ended without a close frame", null));
        } else if (!CloseCodes.receivable(code)) {
            endWith(Link.End.without(Kind.PROTOCOL_ERROR, "illegal close code " + code, null));
        } else {
            Kind kind = closeSent ? Kind.CLOSED : Kind.CLOSED_BY_PEER;
            endGently(new Link.End(kind, code, reason, null));
        }
    }

    /** The JDK gave up; an {@link InternalError} is how it reports some ends of stream. */
    void broken(Throwable error) {
        if (error instanceof ProtocolException) {
            Throwable detail = error.getCause() == null ? error : error.getCause();
            endGently(Link.End.without(Kind.PROTOCOL_ERROR, "the peer broke RFC 6455: " + detail.getMessage(), error));
        } else {
            endWith(Link.End.without(Kind.LOST, "the connection broke", error));
        }
    }

    @Override
    public void written(long frames) {
        deliveries.written(frames);
    }

    /** The reading side may know better why, and may still hold messages: it has until the close timeout. */
    @Override
    public void writeFailed(Throwable cause) {
        if (!hasEnded()) {
            bePatient(Link.End.without(Kind.LOST, "a write failed", cause));
            inbound.finish(socket);
        }
    }

    @Override
    public void closeSent() {
        closeSent = true;
        inbound.finish(socket);
    }

    private void writeStalled() {
        endWith(Link.End.without(Kind.WRITE_STALLED, "a write was not taken in time", null));
    }

    /** Waits for the end that the peer or the JDK reports, and makes do with another if it does not come. */
    private void bePatient(Link.End otherwise) {
        cancelPatience();
        patience = timer.schedule(closeTimeout, () -> endWith(otherwise));
        if (hasEnded()) {
            cancelPatience();
        }
    }

    boolean hasEnded() {
        return end.get() != null;
    }

    private void endWith(Link.End how) {
        if (decide(how)) {
            socket.abort();
            deliveries.ended(how);
        }
    }

    /** Leaves the JDK some time for its answer to a close frame. */
    private void endGently(Link.End how) {
        if (decide(how)) {
            timer.schedule(closeTimeout, socket::abort);
            deliveries.ended(how);
        }
    }

    private boolean decide(Link.End how) {
        if (!end.compareAndSet(null, how)) {
            return false;
        }
        writes.stop();
        deadline.stop();
        cancelPatience();
        residents.remove(this);
        return true;
    }

    private void cancelPatience() {
        Timer.Handle handle = patience;
        if (handle != null) {
            handle.cancel();
        }
    }
}
