// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.ByteString;
import okio.Sink;

/**
 * Turns messages into masked frames (RFC 6455, section 5) and hands them to the operating system in pieces, each under
 * the write watch. One message is one frame, whatever its size. A lone surrogate, which UTF-8 cannot say, goes out as a
 * question mark.
 *
 * <p>Used by one thread at a time.
 */
final class FrameSink {
    /** How much is gathered before it is written, in bytes; also the largest piece of one write. */
    private static final int PIECE = 64 * 1024;

    private final Sink sink;
    private final WriteWatch watch;
    private final Masks masks;
    private final Buffer gathered = new Buffer();
    private long frames;
    private long bytes;

    FrameSink(Sink sink, WriteWatch watch, Masks masks) {
        this.sink = sink;
        this.watch = watch;
        this.masks = masks;
    }

    void message(Frame message) throws IOException {
        frame(message.isText() ? Opcode.TEXT : Opcode.BINARY, content(message));
        frames++;
        bytes += message.byteCount();
    }

    private static byte[] content(Frame message) {
        if (message.isText()) {
            return message.text().getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer view = message.bytes();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return copy;
    }

    void control(int opcode, ByteString content) throws IOException {
        frame(opcode, content.toByteArray());
    }

    /** Gathers one frame; masks its content in place. */
    private void frame(int opcode, byte[] content) throws IOException {
        gathered.writeByte(Opcode.FIN_BIT | opcode);
        length(content.length);
        int key = masks.next();
        gathered.writeInt(key);
        Masks.apply(key, content);
        int from = 0;
        while (content.length - from > PIECE) {
            gathered.write(content, from, PIECE);
            from += PIECE;
            push();
        }
        gathered.write(content, from, content.length - from);
    }

    private void length(int length) {
        if (length < Opcode.LENGTH_IN_TWO) {
            gathered.writeByte(Opcode.MASK_BIT | length);
        } else if (length <= 0xffff) {
            gathered.writeByte(Opcode.MASK_BIT | Opcode.LENGTH_IN_TWO).writeShort(length);
        } else {
            gathered.writeByte(Opcode.MASK_BIT | Opcode.LENGTH_IN_EIGHT).writeLong(length);
        }
    }

    /** Whether the message goes into the same write as what was gathered. */
    boolean hasRoomFor(Frame message) {
        return gathered.size() + message.byteCount() <= PIECE;
    }

    /** Hands over what was gathered; blocks while the peer does not read. */
    void push() throws IOException {
        if (gathered.size() == 0) {
            return;
        }
        watch.begin();
        sink.write(gathered, gathered.size());
        sink.flush();
        watch.end();
    }

    /** How many messages were begun and ended since the last call. */
    long takeFrames() {
        long taken = frames;
        frames = 0;
        return taken;
    }

    /** How many bytes those messages had. */
    long takeBytes() {
        long taken = bytes;
        bytes = 0;
        return taken;
    }

    /** Closes our half of the connection, dropping what was gathered. */
    void close() {
        gathered.clear();
        // TLS says goodbye, which is a write too.
        watch.begin();
        Quietly.close(sink);
        watch.end();
    }
}
