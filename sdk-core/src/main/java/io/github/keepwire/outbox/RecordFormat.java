// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The bytes of a segment's header and of its records; the picture is in {@link FileStore}. Big endian. */
final class RecordFormat {
    static final int MAGIC = 0x4B_57_4F_42;
    static final int VERSION = 1;
    static final int HEADER_BYTES = 4 + 4 + 8 + 4;

    static final byte ADD = 1;
    static final byte REMOVE = 2;

    /** Length and checksum. */
    static final int PREFIX_BYTES = 4 + 4;

    /** Type and sequence: what the length counts before the data. */
    static final int FIXED_BYTES = 1 + 8;

    static final int REMOVE_BYTES = PREFIX_BYTES + FIXED_BYTES;

    private static final int CHECKED_HEADER_BYTES = HEADER_BYTES - 4;
    private static final byte[] NO_DATA = {};

    private RecordFormat() {}

    static long addBytes(byte[] data) {
        return (long) REMOVE_BYTES + data.length;
    }

    static ByteBuffer header(long baseSequence) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(MAGIC).putInt(VERSION).putLong(baseSequence);
        header.putInt(checksum(header.array(), 0, CHECKED_HEADER_BYTES));
        return ByteBuffer.wrap(header.array());
    }

    static boolean isHeader(byte[] file) {
        ByteBuffer header = ByteBuffer.wrap(file);
        return file.length >= HEADER_BYTES
                && header.getInt(0) == MAGIC
                && header.getInt(4) == VERSION
                && header.getInt(CHECKED_HEADER_BYTES) == checksum(file, 0, CHECKED_HEADER_BYTES);
    }

    static void putAdd(ByteBuffer target, long sequence, byte[] data) {
        put(target, ADD, sequence, data);
    }

    static void putRemove(ByteBuffer target, long sequence) {
        put(target, REMOVE, sequence, NO_DATA);
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static void put(ByteBuffer target, byte type, long sequence, byte[] data) {
        int start = target.position();
        int length = FIXED_BYTES + data.length;
        target.putInt(length).putInt(0).put(type).putLong(sequence).put(data);
        target.putInt(start + 4, checksum(target.array(), target.arrayOffset() + start + PREFIX_BYTES, length));
    }
}
