// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Frames that make no sense to any dialect. */
final class GarbageFrames {
    private GarbageFrames() {}

    static List<Frame> all() {
        List<Frame> frames = new ArrayList<>();
        for (String text : new String[] {
            "",
            " ",
            "nonsense",
            "[]",
            "[1]",
            "null",
            "7",
            "\"text\"",
            "{",
            "{}",
            "{\"type\":",
            "{\"type\":7}",
            "{\"type\":null}",
            "{\"a\":1}{\"b\":2}",
            "{\"type\":\"x\",\"type\":\"y\"}",
            "{\"type\":\"x\",\"payload\":{\"a\":1,\"a\":2}}",
            "{\"type\":\"x\"} 7",
            "\u0000",
            "\ud800",
            "{\"type\":\"\\ud800",
        }) {
            frames.add(Frame.text(text));
        }
        frames.add(Frame.text("{\"type\":\"x\",\"payload\":" + repeated("[", 100_000)));
        frames.add(Frame.text("{\"type\":\"x\",\"payload\":" + repeated("9", 1_000_000) + "}"));
        frames.add(Frame.text("{\"type\":\"x\",\"payload\":\"" + repeated("x", 3 << 20) + "\"}"));
        frames.add(Frame.binary(ByteBuffer.allocate(0)));
        frames.add(Frame.binary(ByteBuffer.wrap(new byte[] {0, 1, 2, (byte) 0xff})));
        return frames;
    }

    private static String repeated(String text, int times) {
        return String.join("", Collections.nCopies(times, text));
    }
}
