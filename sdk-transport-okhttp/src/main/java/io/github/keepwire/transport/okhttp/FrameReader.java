// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.transport.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Reads the frames of a server and puts messages together (RFC 6455, section 5). No extension is ever agreed, so reserved
 * bits are errors. A message over the limit is refused at the frame header that says so, before its content is read.
 *
 * <p>Used by one thread.
 */
final class FrameReader {
    private static final int NO_MESSAGE = -1;

    private final BufferedSource source;
    private final Buffer buffer;
    private final int limit;
    private final Inbound inbound;
    private final Utf8 utf8 = new Utf8();
    private final Buffer parts = new Buffer();
    private int openMessage = NO_MESSAGE;

    FrameReader(BufferedSource source, int limit, Inbound inbound) {
        this.source = source;
        this.buffer = source.getBuffer();
        this.limit = limit;
        this.inbound = inbound;
    }

    /**
     * Reads one frame, waiting for it.
     *
     * @return false after a close frame
     * @throws Violation if the peer broke a rule
     * @throws IOException if the connection broke; an {@code EOFException} if it ended
     */
    boolean next() throws IOException {
        int first = source.readByte() & 0xff;
        int second = source.readByte() & 0xff;
        if ((first & Opcode.RESERVED_BITS) != 0) {
            throw Violation.frame("a frame has reserved bits");
        }
        if ((second & Opcode.MASK_BIT) != 0) {
            throw Violation.frame("a frame of the server is masked");
        }
        boolean last = (first & Opcode.FIN_BIT) != 0;
        int opcode = first & Opcode.OPCODE_BITS;
        if ((opcode & Opcode.CONTROL_BIT) != 0) {
            return control(opcode, last, second & Opcode.LENGTH_BITS);
        }
        data(opcode, last, length(second & Opcode.LENGTH_BITS));
        return true;
    }

    private long length(int announced) throws IOException {
        if (announced == Opcode.LENGTH_IN_TWO) {
            return source.readShort() & 0xffff;
        }
        if (announced < Opcode.LENGTH_IN_TWO) {
            return announced;
        }
        long length = source.readLong();
        if (length < 0) {
            throw Violation.frame("a frame has a negative length");
        }
        return length;
    }

    private void data(int opcode, boolean last, long length) throws IOException {
        checkOrder(opcode);
        if (length > limit - parts.size()) {
            throw Violation.tooLarge(limit);
        }
        if (last && openMessage == NO_MESSAGE) {
            source.require(length);
            deliver(opcode, buffer, (int) length);
            return;
        }
        if (openMessage == NO_MESSAGE) {
            openMessage = opcode;
        }
        source.readFully(parts, length);
        if (last) {
            int kind = openMessage;
            openMessage = NO_MESSAGE;
            deliver(kind, parts, (int) parts.size());
        }
    }

    private void checkOrder(int opcode) throws Violation {
        if (opcode > Opcode.BINARY) {
            throw Violation.frame("a frame has the unknown opcode " + opcode);
        }
        boolean continues = opcode == Opcode.CONTINUATION;
        if (continues && openMessage == NO_MESSAGE) {
            throw Violation.frame("a continuation has no message to continue");
        }
        if (!continues && openMessage != NO_MESSAGE) {
            throw Violation.frame("a message begins before the one before it is complete");
        }
    }

    private void deliver(int opcode, Buffer from, int length) throws IOException {
        inbound.message(
                opcode == Opcode.TEXT
                        ? Frame.text(utf8.take(from, length))
                        : Frame.binary(ByteBuffer.wrap(from.readByteArray(length))));
    }

    private boolean control(int opcode, boolean last, int length) throws IOException {
        if (!last || length > Opcode.LONGEST_CONTROL) {
            throw Violation.frame("a control frame is fragmented or longer than 125 bytes");
        }
        source.require(length);
        switch (opcode) {
            case Opcode.PING -> inbound.ping(buffer.readByteString(length));
            case Opcode.PONG -> {
                buffer.skip(length);
                inbound.pong();
            }
            case Opcode.CLOSE -> {
                close(length);
                return false;
            }
            default -> throw Violation.frame("a frame has the unknown opcode " + opcode);
        }
        return true;
    }

    private void close(int length) throws IOException {
        if (length == 0) {
            inbound.closed(CloseCodes.NO_CODE, "");
            return;
        }
        if (length == 1) {
            throw Violation.frame("a close frame has half a code");
        }
        int code = buffer.readShort() & 0xffff;
        if (!CloseCodes.mayCrossTheWire(code)) {
            throw Violation.frame("a close frame has the forbidden code " + code);
        }
        inbound.closed(code, utf8.take(buffer, length - 2));
    }
}
