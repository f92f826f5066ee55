// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.echo;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;

/** Frames to messages and back, without a handshake: six short answers make a dialect. */
final class EchoSession implements Protocol.Session {
    private final PayloadCodec codec;

    EchoSession(PayloadCodec codec) {
        this.codec = codec;
    }

    @Override
    public void opened(Instant wallTime, Effects out) {
        out.open(null);
    }

    @Override
    public void received(Frame frame, Effects out) {
        try {
            Payload payload = frame.isText() ? payload(frame.text()) : payload(frame.bytes());
            out.deliver(Message.of(EchoProtocol.TYPE, payload));
        } catch (KeepwireException e) {
            out.malformed("a frame is not Unicode text");
        }
    }

    /** Text that is JSON is itself; any other text becomes a JSON string. */
    private Payload payload(String text) {
        try {
            return Payload.ofJson(text, codec).written(codec);
        } catch (KeepwireException notJson) {
            return Payload.of(text).written(codec);
        }
    }

    private Payload payload(ByteBuffer bytes) {
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        String base64 = Base64.getEncoder().encodeToString(content);
        return Payload.of(Collections.singletonMap("base64", base64)).written(codec);
    }

    @Override
    public void encode(Command command, Effects out) {
        if (command instanceof Command.Send send) {
            out.write(Frame.text(send.message().payload().json()));
        }
    }

    @Override
    public void answered(long ask, Effects.Answer answer, Effects out) {
        // it never asks
    }

    @Override
    public void wake(long nowNanos, Effects out) {
        // it never sleeps
    }

    @Override
    public void ended(Link.End end, Effects out) {
        // it keeps nothing
    }
}
