// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The reference of a log: one file that grows by the same bytes again and again, and nothing else. */
final class PlainFile {
    private PlainFile() {}

    /** Appends so many times, forced to the device each time or never. */
    static void append(Path file, byte[] bytes, int times, boolean force) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < times; i++) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (force) {
                    channel.force(false);
                }
            }
        }
    }
}
