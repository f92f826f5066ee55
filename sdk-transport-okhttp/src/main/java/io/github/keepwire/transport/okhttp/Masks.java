// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The masking keys of one link (RFC 6455, section 5.3), drawn in batches since each draw from the system is slow.
 *
 * <p>Used by one thread at a time.
 */
final class Masks {
    private static final int BATCH_BYTES = 256;

    private final SecureRandom random;
    private final ByteBuffer keys = ByteBuffer.allocate(BATCH_BYTES);
    private int used = BATCH_BYTES;

    Masks(SecureRandom random) {
        this.random = random;
    }

    int next() {
        if (used == BATCH_BYTES) {
            random.nextBytes(keys.array());
            used = 0;
        }
        int key = keys.getInt(used);
        used += Integer.BYTES;
        return key;
    }

    /** Masks bytes in place; doing it twice undoes it. */
    static void apply(int key, byte[] bytes) {
        ByteBuffer view = ByteBuffer.wrap(bytes);
        long twice = (long) key << 32 | key & 0xffffffffL;
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            view.putLong(i, view.getLong(i) ^ twice);
        }
        for (; i < bytes.length; i++) {
            bytes[i] ^= (byte) (key >>> 24 - 8 * (i & 3));
        }
    }
}
