// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The JDK's WebSocket and nothing of ours, so that the server is seen as any client sees it. */
final class PlainClient implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final AtomicBoolean paused = new AtomicBoolean();
    private WebSocket socket;

    static PlainClient connect(URI url, String... headers) {
        PlainClient client = new PlainClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return client.open(builder, url);
    }

    /** A client that offers subprotocols, the preferred one first. */
    static PlainClient connectOffering(URI url, String... subprotocols) {
        String[] others = Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
        return new PlainClient().open(HTTP.newWebSocketBuilder().subprotocols(subprotocols[0], others), url);
    }

    private PlainClient open(WebSocket.Builder builder, URI url) {
        try {
            socket = builder.buildAsync(url, this).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return this;
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** A client that has said which device it is. */
    static PlainClient device(URI url, String deviceId) {
        return connect(url).send(envelope("deviceRegister", deviceId, "{\"mode\":\"cctv\"}"));
    }

    static String envelope(String type, String deviceId, String payload) {
        return """
                {"type":"%s","deviceId":"%s","deviceName":"A","timestamp":"2026-01-01T00:00:00Z","payload":%s}""".formatted(type, deviceId, payload);
    }

    PlainClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    PlainClient send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    PlainClient sendInPieces(String... pieces) {
        for (int i = 0; i < pieces.length; i++) {
            socket.sendText(pieces[i], i == pieces.length - 1).join();
        }
        return this;
    }

    /** Reads nothing more, but for what is on its way to the listener. */
    void pause() {
        paused.set(true);
    }

    void resume() {
        paused.set(false);
        socket.request(1);
    }

    private void readOn(WebSocket from) {
        if (!paused.get()) {
            from.request(1);
        }
    }

    void bye() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    String next() throws InterruptedException {
        String text = texts.poll(10, SECONDS);
        if (text == null) {
            throw new AssertionError("no text came within 10 s");
        }
        return text;
    }

    byte[] nextBinary() throws InterruptedException {
        byte[] bytes = binaries.poll(10, SECONDS);
        if (bytes == null) {
            throw new AssertionError("no binary came within 10 s");
        }
        return bytes;
    }

    /** The close code; -1 if the connection was torn. */
    int closeCode() throws Exception {
        return closed.get(10, SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            texts.add(partial.toString());
            partial.setLength(0);
        }
        readOn(from);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binaries.add(bytes);
        readOn(from);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }
}
