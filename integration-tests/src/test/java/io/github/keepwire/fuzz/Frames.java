// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.fuzz;

import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes as frames: the first byte left out, cut at each 0xFF, which no UTF-8 has; a part that begins with 0xFE is binary. */
final class Frames {
    private static final byte CUT = (byte) 0xff;
    private static final byte BINARY = (byte) 0xfe;

    private Frames() {}

    static List<Frame> of(byte[] data) {
        List<Frame> frames = new ArrayList<>();
        int from = 1;
        for (int at = 1; at < data.length; at++) {
            if (data[at] == CUT) {
                frames.add(frame(data, from, at));
                from = at + 1;
            }
        }
        if (from < data.length) {
            frames.add(frame(data, from, data.length));
        }
        return frames;
    }

    private static Frame frame(byte[] data, int from, int to) {
        return from < to && data[from] == BINARY
                ? Frame.binary(ByteBuffer.wrap(Arrays.copyOfRange(data, from + 1, to)))
                : Frame.text(new String(data, from, to - from, StandardCharsets.UTF_8));
    }
}
