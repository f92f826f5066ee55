// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import io.github.keepwire.time.Timer;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one loopback link. Everything that happens on it is a step on the timer; the client's calls only plan
 * such steps.
 */
final class LoopbackLink implements Link {
    private final LoopbackTransport.Server server;
    private final Link.Listener listener;
    private final LoopbackWire wire;
    private final Consumer<LoopbackLink> onEnd;
    private final ArrayDeque<Frame> arrived = new ArrayDeque<>();
    private LoopbackTransport.Server.@Nullable Peer peer;
    private @Nullable LinkRequest request;
    private Link.@Nullable End endBehindArrived;
    private Timer.@Nullable Handle closeTimer;
    private long demand;
    private final AtomicLong queuedBytes = new AtomicLong();
    private volatile boolean clientEnded;
    private volatile boolean serverEnded;
    private volatile boolean lossy;
    private boolean closing;

    LoopbackLink(
            LoopbackTransport.Server server, Link.Listener listener, LoopbackWire wire, Consumer<LoopbackLink> onEnd) {
        this.server = server;
        this.listener = listener;
        this.wire = wire;
        this.onEnd = onEnd;
    }

    void open(LinkRequest linkRequest) {
        LoopbackTransport.Server.Peer fresh = new LoopbackTransport.Server.Peer(this, linkRequest);
        request = linkRequest;
        peer = fresh;
        wire.carry(() -> server.opened(fresh));
    }

    boolean isOpen() {
        return !serverEnded;
    }

    // the client's calls

    @Override
    public String subprotocol() {
        return "";
    }

    @Override
    public void send(Frame... frames) {
        for (Frame frame : frames) {
            queuedBytes.addAndGet(frame.byteCount());
            wire.carry(() -> toServer(frame));
        }
    }

    private void toServer(Frame frame) {
        if (clientEnded || lossy) {
            return;
        }
        queuedBytes.addAndGet(-frame.byteCount());
        listener.written(1);
        if (!serverEnded && peer != null) {
            server.received(peer, frame);
        }
    }

    @Override
    public void request(long frames) {
        wire.carry(() -> {
            demand += frames;
            deliver();
        });
    }

    @Override
    public void ping() {
        wire.carry(() -> {
            if (!clientEnded && !serverEnded && !lossy) {
                listener.pong();
            }
        });
    }

    @Override
    public long queuedBytes() {
        return queuedBytes.get();
    }

    @Override
    public void close(int code, String reason) {
        if (closing || request == null) {
            return;
        }
        closing = true;
        wire.carry(() -> {
            if (!lossy) {
                serverEnds(new Link.End(Link.End.Kind.CLOSED_BY_PEER, code, reason, null));
                clientEnds(new Link.End(Link.End.Kind.CLOSED, code, reason, null));
            }
        });
        closeTimer = wire.after(
                request.closeTimeout(), () -> clientEnds(aborted("the peer did not answer the close in time")));
    }

    @Override
    public void abort() {
        wire.after(Duration.ZERO, () -> {
            clientEnds(aborted("aborted"));
            if (!lossy) {
                serverEnds(Link.End.without(Link.End.Kind.LOST, "the client is gone", null));
            }
        });
    }

    // the server's calls

    void toClient(Frame frame) {
        if (!serverEnded) {
            wire.carry(() -> {
                if (!lossy && !clientEnded && endBehindArrived == null) {
                    arrived.add(frame);
                    deliver();
                }
            });
        }
    }

    void endFromPeer(Link.End end) {
        if (!serverEnded) {
            serverEnded = true;
            wire.carry(() -> {
                if (!lossy) {
                    tellServer(new Link.End(Link.End.Kind.CLOSED, end.code(), end.reason(), null));
                    endBehindArrived = end;
                    deliver();
                }
            });
        }
    }

    void cut() {
        serverEnds(Link.End.without(Link.End.Kind.LOST, "the link was cut", null));
        wire.after(Duration.ZERO, () -> {
            arrived.clear();
            clientEnds(Link.End.without(Link.End.Kind.LOST, "the link was cut", null));
        });
    }

    void blackHole() {
        lossy = true;
    }

    // steps

    private void deliver() {
        while (demand > 0 && !arrived.isEmpty() && !clientEnded) {
            demand--;
            Frame frame = arrived.remove();
            if (request != null && frame.byteCount() > request.maxMessageBytes()) {
                clientEnds(Link.End.without(Link.End.Kind.TOO_LARGE, frame.byteCount() + " bytes", null));
                serverEnds(Link.End.without(Link.End.Kind.LOST, "the client is gone", null));
                return;
            }
            listener.received(frame);
        }
        if (arrived.isEmpty() && endBehindArrived != null) {
            clientEnds(endBehindArrived);
        }
    }

    private void clientEnds(Link.End end) {
        if (!clientEnded) {
            clientEnded = true;
            if (closeTimer != null) {
                closeTimer.cancel();
            }
            onEnd.accept(this);
            listener.ended(end);
        }
    }

    private void serverEnds(Link.End end) {
        if (!serverEnded) {
            serverEnded = true;
            tellServer(end);
        }
    }

    private void tellServer(Link.End end) {
        if (peer != null) {
            server.ended(peer, end);
        }
    }

    private static Link.End aborted(String reason) {
        return Link.End.without(Link.End.Kind.ABORTED, reason, null);
    }
}
