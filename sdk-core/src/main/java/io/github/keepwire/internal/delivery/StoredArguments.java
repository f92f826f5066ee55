// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a message as {@link StoredForm} keeps them, binary parts included. */
final class StoredArguments {
    private StoredArguments() {}

    static void write(List<Payload> arguments, DataOutputStream out) throws IOException {
        out.writeInt(arguments.size());
        for (Payload argument : arguments) {
            StoredForm.writeText(argument.json(), out);
            out.writeInt(argument.binary().size());
            for (ByteBuffer part : argument.binary()) {
                byte[] bytes = new byte[part.remaining()];
                part.duplicate().get(bytes);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }

    static List<Payload> read(DataInputStream in, PayloadCodec codec) throws IOException {
        List<Payload> arguments = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Payload argument = Payload.ofJson(StoredForm.readText(in), codec).written(codec);
            List<ByteBuffer> parts = parts(in);
            arguments.add(parts.isEmpty() ? argument : argument.withBinary(parts));
        }
        return arguments;
    }

    private static List<ByteBuffer> parts(DataInputStream in) throws IOException {
        List<ByteBuffer> parts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("a binary part of it is cut off");
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            parts.add(ByteBuffer.wrap(bytes));
        }
        return parts;
    }
}
