// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.testkit.workaround.WriteReminder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one start of a dev server: turns what Java-WebSocket tells into calls of the {@link Dispatcher}.
 *
 * <p>It is given a channel that is bound already, so that a port in use is an exception where the server is started;
 * Java-WebSocket on its own would report it later, on a thread of its own.
 */
final class SocketServer extends WebSocketServer {
    private static final int REFUSED = 1002;
    private static final int START_SECONDS = 10;
    private static final int STOP_MILLIS = 2_000;

    private final Gate gate;
    private final Dispatcher dispatcher;
    private final WriteReminder reminder;
    private final CompletableFuture<@Nullable Void> running = new CompletableFuture<>();

    SocketServer(ServerSocketChannel bound, ServerSettings settings, Gate gate, Dispatcher dispatcher) {
        super(bound);
        this.gate = gate;
        this.dispatcher = dispatcher;
        reminder = new WriteReminder(this::remind, dispatcher::failed);
        while (decoders.size() < DevServer.WORKERS) {
            decoders.add(new WebSocketWorker());
        }
        setWebSocketFactory(new Sockets(settings.maxMessageBytes(), gate.screens()));
        setConnectionLostTimeout((int) settings.connectionLostTimeout().toSeconds());
        setDaemon(true);
        setReuseAddr(true);
        setTcpNoDelay(true);
    }

    /** Makes sockets with a draft of ours: the constructor for bound channels takes none. */
    private static final class Sockets extends DefaultWebSocketServerFactory {
        private final int maxMessageBytes;
        private final boolean takesAnyRequest;

        Sockets(int maxMessageBytes, boolean takesAnyRequest) {
            this.maxMessageBytes = maxMessageBytes;
            this.takesAnyRequest = takesAnyRequest;
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, List.of(new RefusingDraft(maxMessageBytes, takesAnyRequest)));
        }
    }

    private void remind() {
        getConnections().stream().filter(WebSocket::hasBufferedData).forEach(this::onWriteDemand);
    }

    /** Starts the threads and waits until they serve. */
    void startAndWait() {
        start();
        try {
            running.get(START_SECONDS, TimeUnit.SECONDS);
            reminder.start();
        } catch (ExecutionException | TimeoutException e) {
            shutDown();
            throw new UncheckedIOException("the server did not start", new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            shutDown();
            throw new IllegalStateException("interrupted while starting the server", e);
        }
    }

    /** Says goodbye (1001), then ends every connection and thread; waits for them even if interrupted. */
    void shutDown() {
        boolean interrupted = Thread.interrupted();
        try {
            stop(STOP_MILLIS, "the server closes");
            for (Thread worker : decoders) {
                join(worker);
            }
            reminder.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        // Those who did not answer the goodbye: Java-WebSocket leaves their sockets open.
        List.copyOf(getConnections()).forEach(SocketServer::hangUp);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Thread worker) throws InterruptedException {
        if (worker == Thread.currentThread()) {
            return;
        }
        worker.join(STOP_MILLIS);
        if (worker.isAlive()) {
            dispatcher.failed(new IllegalStateException("the behaviour blocks, even interrupted: " + worker.getName()));
        }
    }

    private static void hangUp(WebSocket socket) {
        ((WebSocketImpl) socket).closeConnection(CloseCode.ABNORMAL, "the server closed");
    }

    @Override
    public void onStart() {
        running.complete(null);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        String target = request.getResourceDescriptor();
        boolean isUpgrade = draft instanceof RefusingDraft ours && ours.isUpgrade();
        Optional<Refusal> refusal =
                gate.screened(target, isUpgrade).or(() -> gate.refusal(target, request::getFieldValue));
        if (refusal.isEmpty()) {
            return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        }
        socket.setAttachment(refusal.get());
        return new RefusingDraft.No(refusal.get());
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        WebSocketImpl opened = (WebSocketImpl) socket;
        if (socket.getAttachment() instanceof Refusal) {
            opened.flushAndClose(REFUSED, "refused", false);
            return;
        }
        Peer peer = dispatcher.newPeer(opened, request);
        socket.setAttachment(peer);
        dispatcher.opened(peer);
        if (socket.isClosed() || !opened.getChannel().isOpen()) {
            // It ended on the selector's thread before it was open on ours: Java-WebSocket then takes it for open for
            // ever.
            hangUp(opened);
            dispatcher.closed(peer, CloseCode.ABNORMAL, "");
        }
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        if (socket.getAttachment() instanceof Peer peer) {
            dispatcher.received(peer, text);
        }
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        if (socket.getAttachment() instanceof Peer peer) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            dispatcher.received(peer, bytes);
        }
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
        if (socket.getAttachment() instanceof Peer peer) {
            dispatcher.pinged(peer);
        }
        super.onWebsocketPing(socket, frame);
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        if (socket.getAttachment() instanceof Peer peer) {
            dispatcher.ponged(peer);
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, @Nullable String reason, boolean remote) {
        if (socket.getAttachment() instanceof Peer peer) {
            dispatcher.closed(peer, code, reason == null ? "" : reason);
        }
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception problem) {
        if (socket == null) {
            running.completeExceptionally(problem);
        }
        dispatcher.socketFailed(problem);
    }
}
