// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server made of a plain socket, for everything that a polite server cannot do: half frames, illegal codes,
 * resets, silence.
 *
 * <pre>{@code
 * try (RawPeer peer = RawPeer.start()) {
 *     // a client opens peer.uri("/ws")
 *     RawConnection connection = peer.connection();
 *     connection.text("hello");
 *     connection.rst();
 * }
 * }</pre>
 *
 * <p>Listens on loopback at an ephemeral port. Each connection is greeted on a daemon thread of its own, then handed to
 * the test. Closing the peer closes every socket.
 */
public final class RawPeer implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final Greeting greeting;
    private final @Nullable Supplier<SSLContext> tls;
    private final boolean wantsClientCertificate;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<RawConnection> greeted = new LinkedBlockingQueue<>();

    private RawPeer(Builder builder) {
        greeting = builder.greeting;
        tls = builder.tls;
        wantsClientCertificate = builder.wantsClientCertificate;
        try {
            server = new ServerSocket();
            if (builder.receiveBufferBytes > 0) {
                server.setReceiveBufferSize(builder.receiveBufferBytes);
            }
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a peer that accepts every handshake.
     *
     * @return a listening peer
     */
    public static RawPeer start() {
        return builder().start();
    }

    /**
     * Starts a peer with another greeting.
     *
     * @param greeting what it does first with each connection
     * @return a listening peer
     */
    public static RawPeer start(Greeting greeting) {
        return builder().greeting(greeting).start();
    }

    /**
     * Starts the description of a peer.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where it listens.
     *
     * @return a port on loopback
     */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Its address for WebSockets.
     *
     * @param target path and query, beginning with a slash
     * @return a {@code ws} address, or {@code wss} if the peer speaks TLS
     */
    public URI uri(String target) {
        return URI.create((tls == null ? "ws" : "wss") + "://localhost:" + port() + target);
    }

    /**
     * Its address for HTTP.
     *
     * @param target path and query, beginning with a slash
     * @return an {@code http} address, or {@code https} if the peer speaks TLS
     */
    public URI httpUri(String target) {
        return URI.create((tls == null ? "http" : "https") + "://localhost:" + port() + target);
    }

    /**
     * How many TCP connections came in.
     *
     * @return the number so far
     */
    public int accepted() {
        return accepted.get();
    }

    /**
     * Waits for the next connection that was greeted.
     *
     * @return the connection
     * @throws AssertionError if there is none within {@link Deadline#GENEROUS}
     */
    public RawConnection connection() {
        try {
            RawConnection next = greeted.poll(Deadline.GENEROUS.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("no connection within " + Deadline.GENEROUS);
            }
            return next;
        } catch (InterruptedException e) {
            throw Deadline.interrupted("a connection", e);
        }
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        closeSocket(server);
        sockets.forEach(RawPeer::closeSocket);
    }

    private void listen() {
        while (!server.isClosed()) {
            Socket socket = acceptOne();
            if (socket != null) {
                daemon("raw-peer-greet", () -> greet(socket));
            }
        }
    }

    private @Nullable Socket acceptOne() {
        try {
            Socket socket = server.accept();
            sockets.add(socket);
            accepted.incrementAndGet();
            return socket;
        } catch (IOException e) {
            if (server.isClosed()) {
                return null;
            }
            throw new UncheckedIOException(e);
        }
    }

    private void greet(Socket tcp) {
        try {
            RawConnection connection = new RawConnection(tcp, layered(tcp));
            connection.greet(greeting);
            greeted.add(connection);
        } catch (IOException e) {
            closeSocket(tcp);
        }
        if (server.isClosed()) {
            closeSocket(tcp);
        }
    }

    private Socket layered(Socket tcp) throws IOException {
        if (tls == null) {
            return tcp;
        }
        SSLSocket socket = (SSLSocket) tls.get().getSocketFactory().createSocket(tcp, "localhost", port(), true);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(wantsClientCertificate);
        return socket;
    }

    private static void closeSocket(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new AssertionError("a socket of the peer did not close", e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Describes a {@link RawPeer}. */
    public static final class Builder {
        private Greeting greeting = Greeting.accept();
        private @Nullable Supplier<SSLContext> tls;
        private boolean wantsClientCertificate;
        private boolean holdsAccept;
        private int receiveBufferBytes;

        private Builder() {}

        /**
         * Sets what the peer does first with each connection; it accepts handshakes by default.
         *
         * @param value the greeting
         * @return this builder
         */
        public Builder greeting(Greeting value) {
            greeting = requireNonNull(value, "greeting");
            return this;
        }

        /**
         * Makes the peer speak TLS.
         *
         * @param value its certificate, such as {@link TestCertificates#forLocalhost()}
         * @return this builder
         */
        public Builder tls(SSLContext value) {
            requireNonNull(value, "tls");
            return tls(() -> value);
        }

        /**
         * Makes the peer speak TLS with a certificate that may change between connections.
         *
         * @param value asked for each connection, on the thread that greets it
         * @return this builder
         */
        public Builder tls(Supplier<SSLContext> value) {
            tls = requireNonNull(value, "tls");
            return this;
        }

        /**
         * Makes the peer refuse clients that show no certificate.
         *
         * @return this builder
         */
        public Builder wantsClientCertificate() {
            wantsClientCertificate = true;
            return this;
        }

        /**
         * Makes the peer listen without ever accepting: TCP connects, and nothing more happens.
         *
         * @return this builder
         */
        public Builder holdsAccept() {
            holdsAccept = true;
            return this;
        }

        /**
         * Sets the size of TCP's receive buffer; small ones stall a client's writes soon.
         *
         * @param value bytes; a hint to the operating system
         * @return this builder
         */
        public Builder receiveBufferBytes(int value) {
            receiveBufferBytes = value;
            return this;
        }

        /**
         * Starts the peer.
         *
         * @return a listening peer
         */
        public RawPeer start() {
            RawPeer peer = new RawPeer(this);
            if (!holdsAccept) {
                daemon("raw-peer-accept", peer::listen);
            }
            return peer;
        }
    }
}
