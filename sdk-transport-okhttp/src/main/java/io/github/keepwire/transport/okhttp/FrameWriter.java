// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Frame;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a link has to write, and the one task that writes it. The task runs on the transport's threads while there is
 * something to write; what waits goes out in as few writes as possible.
 *
 * <p>Pings and pongs go between the frames of two sends, never inside one. A close frame goes behind what is queued, and
 * is the last thing written; a last word goes ahead of it.
 */
final class FrameWriter implements Runnable {
    /** Who hears what became of it, on the thread that writes. */
    interface Owner {
        void written(long frames);

        void writeFailed(Exception cause);

        /** Nothing is written any more, and the sink is closed. Called once. */
        void writerDone();
    }

    private final FrameSink out;
    private final Executor executor;
    private final Owner owner;
    /** Holds {@link Frame}, {@code Frame[]} and {@link CloseFrame}. */
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicReference<@Nullable ByteString> pong = new AtomicReference<>();
    private final AtomicReference<@Nullable CloseFrame> lastWord = new AtomicReference<>();
    /** Calls for the task that it has not yet honoured; who raises it from zero starts the task. */
    private final AtomicInteger calls = new AtomicInteger();

    private volatile boolean closeSent;
    private volatile boolean abandoned;
    private boolean done;

    FrameWriter(FrameSink out, Executor executor, Owner owner) {
        this.out = out;
        this.executor = executor;
        this.owner = owner;
    }

    void send(Frame[] frames) {
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.byteCount();
        }
        queuedBytes.addAndGet(bytes);
        queue.add(frames.length == 1 ? frames[0] : frames.clone());
        call();
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    void ping() {
        pings.incrementAndGet();
        call();
    }

    /** Answers a ping. Of several that wait, the most recent one is answered (RFC 6455, section 5.5.3). */
    void pong(ByteString content) {
        pong.set(content);
        call();
    }

    void close(CloseFrame frame) {
        queue.add(frame);
        call();
    }

    boolean closeSent() {
        return closeSent;
    }

    /** Drops what is queued, sends a close frame unless one was sent, and closes the sink. */
    void finish(CloseFrame word) {
        lastWord.compareAndSet(null, word);
        call();
    }

    /** Drops what is queued and closes the sink. */
    void abandon() {
        abandoned = true;
        call();
    }

    private void call() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        try {
            executor.execute(this);
        } catch (RejectedExecutionException closed) {
            // The transport is closed: nothing can be written, but the sink must be closed.
            abandoned = true;
            run();
        }
    }

    /** Writes what there is. */
    @Override
    public void run() {
        int honoured;
        do {
            honoured = calls.get();
            turn();
        } while (calls.addAndGet(-honoured) != 0);
    }

    private void turn() {
        try {
            writeWaiting();
        } catch (IOException | RuntimeException e) {
            stop();
            owner.writeFailed(e);
        }
    }

    private void writeWaiting() throws IOException {
        while (!done) {
            CloseFrame word = lastWord.get();
            if (abandoned) {
                stop();
            } else if (word != null) {
                say(word);
            } else if (closeSent || !writeNext()) {
                break;
            }
        }
        if (!done) {
            push();
        }
    }

    private boolean writeNext() throws IOException {
        writeControls();
        Object next = queue.poll();
        if (next instanceof Frame frame) {
            write(frame);
        } else if (next instanceof Frame[] frames) {
            for (Frame frame : frames) {
                write(frame);
            }
        } else if (next instanceof CloseFrame close) {
            writeClose(close);
        }
        return next != null;
    }

    private void writeControls() throws IOException {
        for (int i = pings.getAndSet(0); i > 0; i--) {
            out.control(Opcode.PING, ByteString.EMPTY);
        }
        ByteString answer = pong.getAndSet(null);
        if (answer != null) {
            out.control(Opcode.PONG, answer);
        }
    }

    private void write(Frame frame) throws IOException {
        if (!out.hasRoomFor(frame)) {
            push();
        }
        out.message(frame);
    }

    private void writeClose(CloseFrame close) throws IOException {
        // What was sent is reported before the peer can answer the close, which ends the link.
        push();
        out.control(Opcode.CLOSE, close.content());
        // Told before it is written: the peer's answer may be read before this thread goes on.
        closeSent = true;
        push();
        queue.clear();
    }

    private void say(CloseFrame word) throws IOException {
        if (!closeSent) {
            closeSent = true;
            out.control(Opcode.CLOSE, word.content());
            push();
        }
        stop();
    }

    private void push() throws IOException {
        out.push();
        long frames = out.takeFrames();
        if (frames > 0) {
            queuedBytes.addAndGet(-out.takeBytes());
            owner.written(frames);
        }
    }

    private void stop() {
        if (done) {
            return;
        }
        done = true;
        queue.clear();
        out.close();
        owner.writerDone();
    }
}
