// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.ByteArrayOutputStream;

/** Arrays of bytes, joined. */
final class Bytes {
    private Bytes() {}

    static byte[] concat(byte[]... pieces) {
        if (pieces.length == 1) {
            return pieces[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
