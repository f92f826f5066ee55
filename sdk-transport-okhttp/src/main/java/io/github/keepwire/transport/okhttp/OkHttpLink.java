// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket on a socket that OkHttp upgraded.
 *
 * <pre>
 * open --close()--&gt; closing --the peer's close frame--&gt; ended
 *   \________________________ loss, violation, stall, abort ___/
 * </pre>
 *
 * <p>One thread of the transport reads, for as long as the link lives; another one writes, only while there is something
 * to write. Whoever sets the end first tells it; what the other one finds out later is old news. The socket is freed when
 * both are done with it.
 */
final class OkHttpLink implements Link, Inbound, FrameWriter.Owner, Abortable {
    /** How long a failed write waits for the reader to find what the peer sent before it went. */
    private static final Duration LAST_READS = Duration.ofSeconds(1);

    private static final int READER_AND_WRITER = 2;

    private final LinkSocket socket;
    private final LinkRequest request;
    private final String subprotocol;
    private final Teller teller;
    private final FrameWriter writer;
    private final WriteWatch watch;
    private final Deadline closeDeadline;
    private final Deadline lingerDeadline;
    private final Demand demand = new Demand();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<Link.@Nullable End> end = new AtomicReference<>();
    private final AtomicInteger users = new AtomicInteger(READER_AND_WRITER);

    OkHttpLink(LinkSocket socket, LinkRequest request, String subprotocol, Teller teller) {
        this.socket = socket;
        this.request = request;
        this.subprotocol = subprotocol;
        this.teller = teller;
        closeDeadline = new Deadline(socket.environment().timer());
        lingerDeadline = new Deadline(socket.environment().timer());
        watch = new WriteWatch(socket.environment(), request.writeTimeout(), this::stalled);
        writer = new FrameWriter(socket.frameSink(watch), socket.executor(), this);
    }

    // What the client asks for.

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public void send(Frame... frames) {
        if (frames.length > 0 && !closing.get() && !hasEnded()) {
            writer.send(frames);
        }
    }

    @Override
    public void request(long frames) {
        if (frames <= 0) {
            throw new IllegalArgumentException("frames must be positive: " + frames);
        }
        demand.add(frames);
    }

    @Override
    public void ping() {
        if (!hasEnded()) {
            writer.ping();
        }
    }

    @Override
    public long queuedBytes() {
        return writer.queuedBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (!hasEnded() && closing.compareAndSet(false, true)) {
            demand.lift();
            closeDeadline.arm(request.closeTimeout(), this::unanswered);
            writer.close(CloseFrame.of(CloseCodes.sendable(code), reason));
        }
    }

    @Override
    public void abort() {
        drop(Link.End.without(Link.End.Kind.ABORTED, "aborted", null));
    }

    // What the reader finds, on its thread.

    /** Reads until there is nothing more to read; blocks for as long as the link lives. */
    void read() {
        BufferedSource source = Okio.buffer(socket.source());
        new ReadLoop(this, source, new FrameReader(source, request.maxMessageBytes(), this)).run();
        userDone();
    }

    @Override
    public void message(Frame message) {
        if (demand.take() && !hasEnded()) {
            teller.tell(message);
        }
    }

    @Override
    public void ping(ByteString content) {
        writer.pong(content);
    }

    @Override
    public void pong() {
        teller.tell(Teller.PONG);
    }

    @Override
    public void closed(int code, String reason) {
        Link.End.Kind kind = writer.closeSent() ? Link.End.Kind.CLOSED : Link.End.Kind.CLOSED_BY_PEER;
        Link.End how = new Link.End(kind, code, reason, null);
        if (setEnd(how)) {
            teller.tell(how);
            writer.finish(CloseFrame.of(code, ""));
        }
    }

    /** The reading ended without a close frame. */
    void lost(Link.End how) {
        if (setEnd(how)) {
            teller.tell(how);
            drop();
        }
    }

    /**
     * The peer broke a rule, and is told so.
     *
     * @return whether to read on, so that unread input does not reset the connection before the peer reads why
     */
    boolean violated(Violation violation) {
        Link.End how = violation.end();
        if (!setEnd(how)) {
            return false;
        }
        teller.tell(how);
        lingerDeadline.arm(request.closeTimeout(), this::drop);
        writer.finish(CloseFrame.of(violation.closeCode(), ""));
        return true;
    }

    // What the writer finds, on its threads, and the timer.

    @Override
    public void written(long frames) {
        teller.tell(frames);
    }

    private void unanswered() {
        drop(Link.End.without(Link.End.Kind.ABORTED, "the peer did not answer the close frame in time", null));
    }

    private void stalled() {
        drop(Link.End.without(
                Link.End.Kind.WRITE_STALLED, "a write was not taken within " + request.writeTimeout(), null));
        // A last word is written after the end was told, and can stall too.
        drop();
    }

    @Override
    public void writeFailed(Exception cause) {
        if (hasEnded()) {
            return;
        }
        Link.End how = Link.End.without(Link.End.Kind.LOST, ReadLoop.describe(cause), cause);
        lingerDeadline.arm(LAST_READS, () -> drop(how));
    }

    @Override
    public void writerDone() {
        userDone();
    }

    // The end.

    boolean hasEnded() {
        return end.get() != null;
    }

    private void drop(Link.End how) {
        if (setEnd(how)) {
            teller.post(how);
            drop();
        }
    }

    private boolean setEnd(Link.End how) {
        if (!end.compareAndSet(null, how)) {
            return false;
        }
        closeDeadline.disarm();
        demand.lift();
        socket.forget(this);
        return true;
    }

    /** Ends a link that nobody was told of. */
    void discard() {
        setEnd(Link.End.without(Link.End.Kind.ABORTED, "not wanted", null));
        drop();
        userDone();
    }

    private void drop() {
        watch.stop();
        socket.cancel();
        writer.abandon();
    }

    private void userDone() {
        if (users.decrementAndGet() == 0) {
            lingerDeadline.disarm();
            watch.stop();
            socket.free();
        }
    }
}
