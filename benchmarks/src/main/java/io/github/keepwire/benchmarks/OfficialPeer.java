// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** The official Java client, {@code io.socket:socket.io-client}, over WebSocket alone. */
final class OfficialPeer implements SocketIoPeer {
    private @Nullable Socket socket;

    @Override
    public void open(URI uri) throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        Socket fresh = fresh(uri);
        fresh.on(Socket.EVENT_CONNECT, args -> in.countDown());
        fresh.connect();
        Subject.await(in);
    }

    private Socket fresh(URI uri) {
        Socket fresh = IO.socket(
                uri,
                IO.Options.builder()
                        .setTransports(new String[] {"websocket"})
                        .setForceNew(true)
                        .build());
        socket = fresh;
        return fresh;
    }

    private Socket socket() {
        Socket current = socket;
        if (current == null) {
            throw new IllegalStateException("it is not open");
        }
        return current;
    }

    /** It parses every event whatever its listener does. */
    @Override
    public void takeIn(int events, Reading reading) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(events);
        socket().off(EVENT);
        socket().on(EVENT, args -> {
            String read = reading == Reading.PARSED ? ((JSONObject) args[0]).optString("location") : "";
            if (left.decrementAndGet() == 0 && read != null) {
                last.countDown();
            }
        });
        socket().emit("flood", events);
        Subject.await(last);
    }

    @Override
    public void ask() throws Exception {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        socket().emit("ask", new Object[] {7}, (Ack) args -> reply.complete(args[0]));
        reply.get();
    }

    @Override
    public void leave() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        socket().on(Socket.EVENT_DISCONNECT, args -> gone.countDown());
        socket().emit("leave");
        Subject.await(gone);
    }

    @Override
    public void beRefused(URI uri) throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        Socket fresh = fresh(uri);
        fresh.on(Socket.EVENT_CONNECT_ERROR, args -> refused.countDown());
        fresh.connect();
        Subject.await(refused);
    }

    @Override
    public void close() {
        socket().close();
    }
}
