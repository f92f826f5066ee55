// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport without sockets: frames travel through memory to a {@link LoopbackTransport.Server}, on the environment's timer.
 *
 * <pre>{@code
 * LoopbackTransport loopback = LoopbackTransport.to(new LoopbackTransport.Server() {
 *     public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
 *         peer.send(frame);
 *     }
 * });
 * }</pre>
 *
 * <p>Keeps all promises of {@link Transport}: demand, order, one end for each link. With {@link ManualTime} it is the same
 * each time. On a real environment its timer must run on one thread.
 */
public final class LoopbackTransport implements Transport {
    private static final Set<Transport.Capability> ALL_BUT_COMPRESSION = Collections.unmodifiableSet(EnumSet.of(
            Transport.Capability.LIMITS_INBOUND_BEFORE_ASSEMBLY,
            Transport.Capability.SEES_END_OF_STREAM,
            Transport.Capability.REJECTS_INVALID_UTF8));

    private final LoopbackTransport.Server server;
    private final Supplier<Duration> latency;
    private final Set<LoopbackLink> links = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private LoopbackTransport(LoopbackTransport.Server server, Supplier<Duration> latency) {
        this.server = requireNonNull(server, "server");
        this.latency = requireNonNull(latency, "latency");
    }

    /**
     * Leads all links to a server, without delay.
     *
     * @param server the other side
     * @return the transport
     */
    public static LoopbackTransport to(LoopbackTransport.Server server) {
        return new LoopbackTransport(server, () -> Duration.ZERO);
    }

    /**
     * A transport to the same server that takes its time.
     *
     * @param value asked for the delay of each step: an opening, a frame, an end; what was sent first still arrives first
     * @return a new transport
     */
    public LoopbackTransport withLatency(Supplier<Duration> value) {
        return new LoopbackTransport(server, value);
    }

    @Override
    public String name() {
        return "loopback";
    }

    @Override
    public Set<Transport.Capability> capabilities() {
        return ALL_BUT_COMPRESSION;
    }

    @Override
    public CompletionStage<Link> open(LinkRequest request, Link.Listener listener, Environment environment) {
        CompletableFuture<Link> opening = new CompletableFuture<>();
        Timer.Handle arrival =
                environment.timer().schedule(latency.get(), () -> answer(opening, request, listener, environment));
        opening.whenComplete((link, error) -> {
            if (opening.isCancelled()) {
                arrival.cancel();
            }
        });
        return opening;
    }

    private void answer(
            CompletableFuture<Link> opening, LinkRequest request, Link.Listener listener, Environment environment) {
        String where = SafeText.hostAndPort(request.uri());
        @Nullable
        ConnectionException refusal =
                closed ? closedTransport(where) : opening.isDone() ? abandoned(where) : server.refuse(request);
        if (refusal != null) {
            opening.completeExceptionally(refusal);
            return;
        }
        LoopbackLink link = new LoopbackLink(server, listener, new LoopbackWire(environment, latency), links::remove);
        links.add(link);
        link.open(request);
        if (!opening.complete(link)) {
            link.abort();
        }
    }

    @Override
    public CompletionStage<HttpCall.Reply> exchange(HttpCall call) {
        CompletableFuture<HttpCall.Reply> reply = new CompletableFuture<>();
        if (closed) {
            reply.completeExceptionally(closedTransport(SafeText.hostAndPort(call.uri())));
        } else {
            reply.complete(server.exchange(call));
        }
        return reply;
    }

    /**
     * How many links are open.
     *
     * @return a count
     */
    public int openLinks() {
        return links.size();
    }

    @Override
    public void close() {
        closed = true;
        links.forEach(Link::abort);
    }

    private static ConnectionException closedTransport(String where) {
        return new ConnectionException(
                ErrorCode.CLOSED, where + " cannot be reached: the loopback transport is closed", null);
    }

    private static ConnectionException abandoned(String where) {
        return new ConnectionException(ErrorCode.CLOSED, where + " was not reached: the attempt was abandoned", null);
    }

    /**
     * The other side of a {@link LoopbackTransport}: what the server does. Called on the environment's timer, one call at a
     * time; every method has a default that does nothing.
     */
    public interface Server {
        /**
         * A client asks for a link.
         *
         * @param request what it asks for
         * @return why it is refused, or null to let it in
         */
        default @Nullable ConnectionException refuse(LinkRequest request) {
            return null;
        }

        /**
         * A link is open.
         *
         * @param peer what to send with
         */
        default void opened(Server.Peer peer) {}

        /**
         * A message arrived.
         *
         * @param peer whose
         * @param frame the message
         */
        default void received(Server.Peer peer, Frame frame) {}

        /**
         * A link ended, as the server sees it.
         *
         * @param peer whose
         * @param end how
         */
        default void ended(Server.Peer peer, Link.End end) {}

        /**
         * A client makes an HTTP request.
         *
         * @param call the request
         * @return the reply; status 404 by default
         */
        default HttpCall.Reply exchange(HttpCall call) {
            return new HttpCall.Reply(404, Collections.emptyMap(), "");
        }

        /** The server's end of one loopback link. Calls on a link that has ended have no effect. */
        final class Peer {
            private final LoopbackLink link;
            private final LinkRequest request;

            Peer(LoopbackLink link, LinkRequest request) {
                this.link = link;
                this.request = request;
            }

            /**
             * What the client asked for.
             *
             * @return address, headers and subprotocols
             */
            public LinkRequest request() {
                return request;
            }

            /**
             * Sends a text message; it waits until the client asks for it.
             *
             * @param text the message
             */
            public void send(String text) {
                link.toClient(Frame.text(text));
            }

            /**
             * Sends a message; it waits until the client asks for it.
             *
             * @param frame the message
             */
            public void send(Frame frame) {
                link.toClient(frame);
            }

            /**
             * Closes the link with a close frame, behind what was sent.
             *
             * @param code the close code
             * @param reason the reason
             */
            public void close(int code, String reason) {
                link.endFromPeer(new Link.End(Link.End.Kind.CLOSED_BY_PEER, code, reason, null));
            }

            /** Breaks the connection: what is under way in either direction is lost, and both ends are told. */
            public void cut() {
                link.cut();
            }

            /** Loses everything in both directions from now on, and tells nobody: a cable that was pulled out. */
            public void blackHole() {
                link.blackHole();
            }

            /**
             * Whether the link is open, as far as the server knows.
             *
             * @return true until its end
             */
            public boolean isOpen() {
                return link.isOpen();
            }
        }
    }
}
