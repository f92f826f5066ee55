// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;

/** A plain client that writes down what it hears. */
final class PlainClient extends WebSocketClient {
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    PlainClient(URI uri) {
        super(uri);
        setConnectionLostTimeout(0);
        setDaemon(true);
    }

    static PlainClient open(URI uri) throws InterruptedException {
        return new PlainClient(uri).open();
    }

    PlainClient open() throws InterruptedException {
        connect();
        String first = next();
        if (!first.equals("open")) {
            throw new AssertionError("not open: " + first);
        }
        return this;
    }

    String next() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing happened within 10 s");
        }
        return event;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        events.add("open");
    }

    @Override
    public void onMessage(String message) {
        events.add("text " + message);
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
        events.add("binary " + bytes.remaining());
    }

    @Override
    public void onWebsocketPong(org.java_websocket.WebSocket connection, Framedata frame) {
        events.add("pong");
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        events.add("close " + code + " " + reason);
    }

    @Override
    public void onError(Exception error) {
        events.add("error " + error.getClass().getSimpleName());
    }
}
