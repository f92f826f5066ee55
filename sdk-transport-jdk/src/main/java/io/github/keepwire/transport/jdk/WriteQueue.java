// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.transport.Frame;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of one link. The JDK takes one message at a time, so the others wait here, in order.
 *
 * <p>Whoever finds nobody writing writes, until the JDK makes a message wait; a worker goes on once that message is taken,
 * so that the JDK's selector does not.
 */
final class WriteQueue {
    /** What comes of the writes. */
    interface Outcome {
        /** The platform took frames. */
        void written(long frames);

        /** The platform refused a frame: nothing more can be written. */
        void writeFailed(Throwable cause);

        /** All frames are written, and the close frame is handed over next. */
        void closeSent();
    }

    private record Goodbye(int code, String reason) {}

    private final WebSocket socket;
    private final Executor workers;
    private final WriteDeadline deadline;
    private final Outcome outcome;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicLong queuedBytes = new AtomicLong();
    private volatile @Nullable Goodbye goodbye;
    private volatile boolean stopped;

    WriteQueue(WebSocket socket, Executor workers, WriteDeadline deadline, Outcome outcome) {
        this.socket = socket;
        this.workers = workers;
        this.deadline = deadline;
        this.outcome = outcome;
    }

    /** Queues frames next to each other. */
    void send(Frame... more) {
        if (goodbye != null || stopped) {
            return;
        }
        for (Frame frame : more) {
            queuedBytes.addAndGet(frame.byteCount());
            frames.add(frame);
        }
        write();
    }

    /** Queues the close frame, the last one; what is sent after it is dropped. */
    void close(int code, String reason) {
        if (goodbye == null) {
            goodbye = new Goodbye(code, reason);
            write();
        }
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    /** Writes nothing more. */
    void stop() {
        stopped = true;
        frames.clear();
    }

    private boolean hasWork() {
        return !stopped && (goodbye != null || !frames.isEmpty());
    }

    private void write() {
        while (hasWork() && writing.compareAndSet(false, true)) {
            if (!writeAll()) {
                return;
            }
            writing.set(false);
        }
    }

    /** Answers whether the right to write may be given up: false if the JDK will go on, or if all is over. */
    private boolean writeAll() {
        long done = 0;
        Frame frame = frames.poll();
        while (frame != null) {
            CompletableFuture<WebSocket> write = write(frame);
            if (!isTaken(write)) {
                report(done);
                goOnLater(frame, write);
                return false;
            }
            queuedBytes.addAndGet(-frame.byteCount());
            done++;
            frame = frames.poll();
        }
        report(done);
        return !sendGoodbye();
    }

    private static boolean isTaken(CompletableFuture<WebSocket> write) {
        return write.isDone() && !write.isCompletedExceptionally();
    }

    private void goOnLater(Frame frame, CompletableFuture<WebSocket> write) {
        deadline.began();
        write.whenCompleteAsync((same, error) -> goOn(frame, error), workers);
    }

    private CompletableFuture<WebSocket> write(Frame frame) {
        if (!frame.isText()) {
            return socket.sendBinary(frame.bytes(), true);
        }
        String text = frame.text();
        boolean ascii = frame.byteCount() == text.length();
        return socket.sendText(ascii ? text : Utf8.wellFormed(text), true);
    }

    private void goOn(Frame frame, @Nullable Throwable error) {
        deadline.done();
        if (error != null) {
            fail(error);
            return;
        }
        queuedBytes.addAndGet(-frame.byteCount());
        report(1);
        if (writeAll()) {
            writing.set(false);
            write();
        }
    }

    private void fail(@Nullable Throwable error) {
        stop();
        outcome.writeFailed(error == null ? new IllegalStateException("write failed") : error);
    }

    private void report(long done) {
        if (done > 0) {
            outcome.written(done);
        }
    }

    private boolean sendGoodbye() {
        Goodbye last = goodbye;
        if (last == null || !frames.isEmpty()) {
            return false;
        }
        stopped = true;
        outcome.closeSent();
        socket.sendClose(CloseCodes.sendable(last.code()), CloseCodes.fitting(last.reason()));
        return true;
    }
}
