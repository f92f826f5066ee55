// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The JDK's side of a link, as a test plays it: takes writes at once, or when told to. */
final class FakeSocket implements WebSocket {
    final List<String> sent = new ArrayList<>();
    private final Deque<CompletableFuture<WebSocket>> pending = new ArrayDeque<>();
    private boolean holding;
    private long requested;
    private boolean aborted;

    /** From now on writes wait for {@link #take()} or {@link #refuse}. */
    void hold() {
        holding = true;
    }

    void take() {
        pending.remove().complete(this);
    }

    void refuse(Throwable error) {
        pending.remove().completeExceptionally(error);
    }

    int pending() {
        return pending.size();
    }

    /** Parts asked for since the last look. */
    long takeRequested() {
        long parts = requested;
        requested = 0;
        return parts;
    }

    private CompletableFuture<WebSocket> write(String what) {
        sent.add(what);
        if (!holding) {
            return CompletableFuture.completedFuture(this);
        }
        CompletableFuture<WebSocket> write = new CompletableFuture<>();
        pending.add(write);
        return write;
    }

    @Override
    public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
        return write(data.toString());
    }

    @Override
    public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
        return write("binary " + StandardCharsets.US_ASCII.decode(data) + " " + data.order());
    }

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
        return write("ping");
    }

    @Override
    public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
        return write("pong");
    }

    @Override
    public CompletableFuture<WebSocket> sendClose(int code, String reason) {
        return write("close " + code + " " + reason);
    }

    @Override
    public void request(long parts) {
        requested += parts;
    }

    @Override
    public String getSubprotocol() {
        return "fake";
    }

    @Override
    public boolean isOutputClosed() {
        return aborted;
    }

    @Override
    public boolean isInputClosed() {
        return aborted;
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
