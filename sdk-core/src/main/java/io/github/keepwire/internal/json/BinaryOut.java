// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Writes JSON, and a placeholder for each binary value, which it keeps apart: {@code {"_placeholder":true,"num":0}}. */
final class BinaryOut extends JsonGeneratorDelegate {
    private final List<ByteBuffer> binary;

    BinaryOut(JsonGenerator out, List<ByteBuffer> binary) {
        super(out, false); // so that whole objects come through here too
        this.binary = binary;
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        place(Arrays.copyOfRange(data, offset, offset + length));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        if (length < 0) {
            throw new UnsupportedOperationException("binary of unknown length");
        }
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length) {
            int more = data.read(bytes, read, length - read);
            if (more < 0) {
                throw new EOFException("binary of " + read + " bytes where " + length + " were announced");
            }
            read += more;
        }
        place(bytes);
        return length;
    }

    private void place(byte[] bytes) throws IOException {
        delegate.writeStartObject();
        delegate.writeBooleanField(BinaryIn.MARK, true);
        delegate.writeNumberField(BinaryIn.NUMBER, binary.size());
        delegate.writeEndObject();
        binary.add(ByteBuffer.wrap(bytes));
    }
}
