// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Walks through the records of a segment that was read into memory, up to the first place that is none.
 *
 * <pre>{@code
 * while (reader.next()) {
 *     take(reader.type(), reader.sequence(), reader.data());
 * }
 * // reader.end() bytes are good
 * }</pre>
 */
final class SegmentReader {
    private final byte[] file;
    private final ByteBuffer bytes;
    private int record;
    private int end;

    SegmentReader(byte[] file) {
        this.file = file;
        bytes = ByteBuffer.wrap(file);
        end = RecordFormat.isHeader(file) ? RecordFormat.HEADER_BYTES : 0;
    }

    /** Goes on to the next record, if there is a whole one. */
    boolean next() {
        if (end == 0 || !isRecord(end)) {
            return false;
        }
        record = end;
        end += RecordFormat.PREFIX_BYTES + bytes.getInt(record);
        return true;
    }

    byte type() {
        return bytes.get(record + RecordFormat.PREFIX_BYTES);
    }

    long sequence() {
        return bytes.getLong(record + RecordFormat.PREFIX_BYTES + 1);
    }

    byte[] data() {
        return Arrays.copyOfRange(file, record + RecordFormat.REMOVE_BYTES, end);
    }

    /** How many bytes of header and records were good so far; zero without a header. */
    int end() {
        return end;
    }

    /** Whether the rest is what a crash leaves of a file or a write: nothing whole is behind the last good record. */
    boolean isTorn() {
        return end == 0 ? file.length < RecordFormat.HEADER_BYTES || isZero() : firstRecordFrom(end + 1) < 0;
    }

    /** How many entries are in the rest, as far as they can still be told; call it when {@link #next()} said no. */
    int lostEntries() {
        int lost = 0;
        int at = firstRecordFrom(end + 1);
        while (at >= 0) {
            lost += bytes.get(at + RecordFormat.PREFIX_BYTES) == RecordFormat.ADD ? 1 : 0;
            at = firstRecordFrom(at + RecordFormat.PREFIX_BYTES + bytes.getInt(at));
        }
        return lost;
    }

    private int firstRecordFrom(int from) {
        for (int at = from; at <= file.length - RecordFormat.REMOVE_BYTES; at++) {
            if (isRecord(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isRecord(int at) {
        int room = file.length - at - RecordFormat.PREFIX_BYTES;
        if (room < RecordFormat.FIXED_BYTES) {
            return false;
        }
        int length = bytes.getInt(at);
        if (length < RecordFormat.FIXED_BYTES || length > room) {
            return false;
        }
        byte type = bytes.get(at + RecordFormat.PREFIX_BYTES);
        boolean known = type == RecordFormat.ADD || type == RecordFormat.REMOVE && length == RecordFormat.FIXED_BYTES;
        return known && bytes.getInt(at + 4) == RecordFormat.checksum(file, at + RecordFormat.PREFIX_BYTES, length);
    }

    private boolean isZero() {
        for (byte value : file) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
