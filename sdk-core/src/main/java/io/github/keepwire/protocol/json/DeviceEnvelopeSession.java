// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Ask;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.ProtocolSession;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkEnd;
import java.time.Instant;

/** The device envelope on one link: registers, joins the group, and has no handshake of its own. */
final class DeviceEnvelopeSession implements ProtocolSession {
    private final JsonDialect dialect;
    private final Protocol.SessionContext context;
    private final EnvelopeReader reader;
    private final EnvelopeWriter writer;

    DeviceEnvelopeSession(JsonDialect dialect, Protocol.SessionContext context) {
        this.dialect = dialect;
        this.context = context;
        this.reader = new EnvelopeReader(context.codec(), dialect.shape());
        this.writer = new EnvelopeWriter(dialect.shape(), dialect.group());
    }

    @Override
    public void opened(Instant wallTime, Effects out) {
        try {
            register(wallTime, out);
        } catch (KeepwireException unwritable) {
            out.end(Retry.NEVER, unwritable);
            return;
        }
        String group = dialect.group();
        if (group != null) {
            out.write(Frame.text(writer.join(
                    dialect.channelPrefix() + group, context.identity().id())));
        }
        out.open(null);
    }

    private void register(Instant wallTime, Effects out) {
        Payload registration = dialect.registration();
        if (registration != null) {
            writeOwn("deviceRegister", wallTime, registration.written(context.codec()), out);
        }
    }

    @Override
    public void received(Frame frame, Effects out) {
        if (!frame.isText()) {
            out.malformed("a binary frame came: this dialect speaks text");
            return;
        }
        try {
            deliver(reader.read(frame.text()), out);
        } catch (EnvelopeReader.MalformedException e) {
            out.malformed(String.valueOf(e.getMessage()));
        }
    }

    private static void deliver(Message message, Effects out) {
        if (message.type().equals("alertAck")) {
            String alertId = message.payload().field("alertId");
            if (alertId != null) {
                out.acked(alertId, message.payload());
            }
        } else if (message.type().equals("error")
                && "RATE_LIMITED".equals(message.payload().field("code"))) {
            out.slowDown(RetryAfter.read(message.payload().field("retryAfter")));
        }
        out.deliver(message);
    }

    @Override
    public void encode(Command command, Effects out) {
        if (command instanceof Command.Send send) {
            out.write(Frame.text(writer.message(send.message())));
        } else if (command instanceof Command.Heartbeat heartbeat) {
            writeOwn("heartbeat", heartbeat.wallTime(), heartbeat.payload(), out);
        }
    }

    private void writeOwn(String type, Instant wallTime, Payload payload, Effects out) {
        Message message = Message.builder(type)
                .sender(context.identity())
                .timestamp(wallTime)
                .payload(payload)
                .build();
        out.write(Frame.text(writer.message(message)));
    }

    @Override
    public void answered(long ask, Ask.Answer answer, Effects out) {
        // this dialect asks for nothing
    }

    @Override
    public void wake(long nowNanos, Effects out) {
        // this dialect wishes for no wake-up
    }

    @Override
    public void ended(LinkEnd end, Effects out) {
        // nothing is kept
    }
}
