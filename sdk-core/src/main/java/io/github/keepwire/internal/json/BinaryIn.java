// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts binary parts where JSON has placeholders for them. */
final class BinaryIn {
    static final String MARK = "_placeholder";
    static final String NUMBER = "num";

    private final JsonParser in;
    private final TokenBuffer out;
    private final List<ByteBuffer> binary;

    private BinaryIn(JsonParser in, TokenBuffer out, List<ByteBuffer> binary) {
        this.in = in;
        this.out = out;
        this.binary = binary;
    }

    /** Reads to the end, and answers a parser of the same with binary values in their places. */
    static JsonParser whole(JsonParser in, List<ByteBuffer> binary) throws IOException {
        try (TokenBuffer out = new TokenBuffer(in)) {
            BinaryIn reader = new BinaryIn(in, out, binary);
            while (in.nextToken() != null) {
                reader.token();
            }
            return out.asParser(in);
        }
    }

    private void token() throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            object();
        } else {
            out.copyCurrentEvent(in);
        }
    }

    /** An object with just the two fields of a placeholder is one; any other is copied as it is. */
    private void object() throws IOException {
        TokenBuffer held = new TokenBuffer(in);
        boolean marked = false;
        int number = -1;
        JsonToken next = in.nextToken();
        while (next == JsonToken.FIELD_NAME && isOfPlaceholder(in.currentName())) {
            boolean isMark = MARK.equals(in.currentName());
            held.copyCurrentEvent(in);
            JsonToken value = in.nextToken();
            if (value.isStructStart()) {
                begin(held);
                token();
                return;
            }
            held.copyCurrentEvent(in);
            marked |= isMark && value == JsonToken.VALUE_TRUE;
            number = isMark ? number : indexOf(value);
            next = in.nextToken();
        }
        if (marked && next == JsonToken.END_OBJECT) {
            out.writeBinary(bytes(number));
        } else {
            begin(held);
            out.copyCurrentEvent(in);
        }
    }

    private void begin(TokenBuffer held) throws IOException {
        out.writeStartObject();
        // event by event: the last one may be a name whose value is still to come
        try (JsonParser events = held.asParser(in)) {
            while (events.nextToken() != null) {
                out.copyCurrentEvent(events);
            }
        }
    }

    private static boolean isOfPlaceholder(String name) {
        return MARK.equals(name) || NUMBER.equals(name);
    }

    private int indexOf(JsonToken value) throws IOException {
        boolean small = value == JsonToken.VALUE_NUMBER_INT && in.getTextLength() < 10;
        return small ? in.getIntValue() : -1;
    }

    private byte[] bytes(int number) throws IOException {
        if (number < 0 || number >= binary.size()) {
            throw new IOException("there is no binary part of that number");
        }
        ByteBuffer part = binary.get(number).duplicate();
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }
}
