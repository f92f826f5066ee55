// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.ForwardingSink;

/** Takes what a client writes, and reads its frames as a server would. */
final class RecordingSink extends ForwardingSink {
    private final Buffer taken;
    private int writes;
    private boolean broken;
    private boolean closed;

    RecordingSink() {
        this(new Buffer());
    }

    private RecordingSink(Buffer taken) {
        super(taken);
        this.taken = taken;
    }

    void breakNow() {
        broken = true;
    }

    int writes() {
        return writes;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(Buffer source, long byteCount) throws IOException {
        if (broken) {
            throw new IOException("broken pipe");
        }
        writes++;
        super.write(source, byteCount);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Kind and content of every frame so far. */
    List<String> frames() {
        List<String> frames = new ArrayList<>();
        Buffer left = taken.copy();
        try {
            while (left.size() > 0) {
                frames.add(frame(left));
            }
        } catch (EOFException e) {
            throw new AssertionError("half a frame", e);
        }
        return frames;
    }

    private static String frame(Buffer left) throws EOFException {
        int first = left.readByte() & 0xff;
        assertThat(first & 0xf0).as("a whole frame without extensions").isEqualTo(0x80);
        int second = left.readByte() & 0xff;
        assertThat(second & 0x80).as("mask bit").isEqualTo(0x80);
        long length = length(left, second & 0x7f);
        byte[] mask = left.readByteArray(4);
        byte[] content = left.readByteArray(length);
        for (int i = 0; i < content.length; i++) {
            content[i] ^= mask[i % 4];
        }
        return describe(first & 0x0f, new Buffer().write(content));
    }

    private static long length(Buffer left, int announced) throws EOFException {
        return switch (announced) {
            case 126 -> left.readShort() & 0xffff;
            case 127 -> left.readLong();
            default -> announced;
        };
    }

    private static String describe(int opcode, Buffer content) throws EOFException {
        return switch (opcode) {
            case Opcode.TEXT -> "text " + content.readUtf8();
            case Opcode.BINARY -> "binary " + content.readByteString().hex();
            case Opcode.CLOSE -> "close " + content.readShort() + " " + content.readUtf8();
            case Opcode.PING -> "ping " + content.readUtf8();
            case Opcode.PONG -> "pong " + content.readUtf8();
            default -> "opcode " + opcode;
        };
    }
}
