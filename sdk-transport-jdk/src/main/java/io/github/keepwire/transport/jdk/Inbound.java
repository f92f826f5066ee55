// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.transport.Frame;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of one link: turns demand for whole messages into demand for the JDK's parts, and parts into
 * messages.
 *
 * <p>At most one part is asked for at a time. One is asked for while the owner wants messages, while a message is
 * unfinished, and, so that the end is seen, once the link is {@linkplain #finish finishing}; what arrives then without
 * demand is dropped. Each callback returns at once: the JDK loses an end of stream that arrives while one runs.
 */
final class Inbound implements WebSocket.Listener {
    private final BiConsumer<WebSocket, Inbound> opened;
    private final Assembler assembler;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean finishing;
    private volatile @Nullable JdkLink link;

    /**
     * Makes the reading side of a link that is not open yet.
     *
     * @param maxMessageBytes the largest message
     * @param opened told once the WebSocket is open; must {@link #attach} a link before anything is asked for
     */
    Inbound(int maxMessageBytes, BiConsumer<WebSocket, Inbound> opened) {
        this.assembler = new Assembler(maxMessageBytes);
        this.opened = opened;
    }

    void attach(JdkLink owner) {
        link = owner;
    }

    /** Adds demand for whole messages. */
    void request(WebSocket socket, long messages) {
        wanted.accumulateAndGet(messages, Inbound::saturatedSum);
        ask(socket);
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Reads on without demand, so that the end is seen. */
    void finish(WebSocket socket) {
        finishing = true;
        ask(socket);
    }

    private void ask(WebSocket socket) {
        if (asking.compareAndSet(false, true)) {
            socket.request(1);
        }
    }

    private boolean wantsMore() {
        return wanted.get() > 0 || finishing || assembler.isMidMessage();
    }

    /** Called when the JDK has used up what was asked for. */
    private void askAgain(WebSocket socket) {
        if (wantsMore()) {
            socket.request(1);
            return;
        }
        asking.set(false);
        if (wanted.get() > 0 || finishing) {
            ask(socket);
        }
    }

    /** Does not ask for anything, unlike the JDK's own default. */
    @Override
    public void onOpen(WebSocket socket) {
        opened.accept(socket, this);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        try {
            arrived(assembler.text(part, last));
            askAgain(socket);
        } catch (TooLargeException e) {
            refuse(e);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        try {
            arrived(assembler.binary(part, last));
            askAgain(socket);
        } catch (TooLargeException e) {
            refuse(e);
        }
        return null;
    }

    private void arrived(@Nullable Frame frame) {
        if (frame == null) {
            return;
        }
        if (wanted.get() > 0) {
            wanted.decrementAndGet();
            owner().received(frame);
        }
    }

    private void refuse(TooLargeException e) {
        assembler.clear();
        owner().tooLarge(e);
    }

    /** Answered by the JDK itself. */
    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer body) {
        askAgain(socket);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer body) {
        owner().pong();
        askAgain(socket);
        return null;
    }

    /** Null lets the JDK answer the peer's close frame at once. */
    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        assembler.clear();
        owner().closed(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        assembler.clear();
        owner().broken(error);
    }

    private JdkLink owner() {
        JdkLink owner = link;
        if (owner == null) {
            throw new IllegalStateException("a part arrived that nobody asked for");
        }
        return owner;
    }
}
