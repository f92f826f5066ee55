// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A home-grown JSON protocol on one link: shows its token, registers, joins the group, and waits for no answer to any of it
 * but a welcome, where there is one.
 */
final class JsonSession implements Protocol.Session {
    private static final long TOKEN_ASK = 1;

    private final JsonDialect dialect;
    private final Protocol.SessionContext context;
    private final EnvelopeReader reader;
    private final EnvelopeWriter writer;
    private final Controls controls;
    private final ScopeTalk scopes;
    private final ScopeReplies replies;
    private boolean awaitsToken;
    private boolean begun;
    /** A welcome that came before we had said what we have to say. */
    private @Nullable Welcomed early;

    private record Welcomed(@Nullable String sessionId, Payload data) {}

    JsonSession(JsonDialect dialect, Protocol.SessionContext context) {
        this.dialect = dialect;
        this.context = context;
        this.reader = new EnvelopeReader(context.codec(), dialect.shape(), JsonLimits.of(context.maxMessageBytes()));
        this.writer = new EnvelopeWriter(dialect.shape(), dialect.scopes().roomField());
        this.controls = dialect.controls();
        this.scopes = new ScopeTalk(dialect, context.identity());
        this.replies = scopes.replies();
    }

    // the beginning

    @Override
    public void opened(Instant wallTime, Effects out) {
        Template tokenFrame = dialect.door().tokenFrame();
        Token token = context.token();
        if (tokenFrame == null) {
            begin(wallTime, out);
        } else if (token != null) {
            show(tokenFrame, token, out);
            begin(wallTime, out);
        } else {
            awaitsToken = true;
            out.ask(TOKEN_ASK, new Effects.Ask.FreshToken());
        }
    }

    @Override
    public void answered(long ask, Effects.Answer answer, Effects out) {
        Template frame = dialect.door().tokenFrame();
        if (!awaitsToken || ask != TOKEN_ASK || frame == null) {
            return;
        }
        awaitsToken = false;
        if (answer instanceof Effects.Answer.Fresh fresh) {
            show(frame, fresh.token(), out);
            begin(out.now(), out);
        } else if (answer instanceof Effects.Answer.Failed failed) {
            out.end(failed.error().retryable() ? Retry.LATER : Retry.NEVER, failed.error());
        }
    }

    private void show(Template frame, Token token, Effects out) {
        out.write(Frame.text(frame.fill(blanks(out).with(token))));
    }

    private void begin(Instant wallTime, Effects out) {
        if (registers(wallTime, out)) {
            scopes.joinHome(out);
            begun = true;
            welcome(out);
        }
    }

    /** Where the server welcomes us, the session is open only then; it may have done so already. */
    private void welcome(Effects out) {
        if (dialect.door().welcome() == null) {
            out.open(null);
        } else if (early != null) {
            out.open(early.sessionId(), early.data());
        }
    }

    /** False if the session is over, since what to register cannot be written. */
    private boolean registers(Instant wallTime, Effects out) {
        Payload registration = dialect.membership().registration();
        if (registration == null) {
            return true;
        }
        try {
            Payload written = registration.written(context.codec());
            out.write(own(dialect.membership().registrationType(), wallTime, written));
            return true;
        } catch (KeepwireException unwritable) {
            out.end(Retry.NEVER, unwritable);
            return false;
        }
    }

    // what comes in

    @Override
    public void received(Frame frame, Effects out) {
        if (!frame.isText()) {
            out.malformed("a binary frame came: this dialect speaks text");
            return;
        }
        try {
            String text = frame.text();
            Message message = reader.read(text);
            Controls.Control control = controls.of(message.type());
            if (control == null) {
                out.deliver(scopes.routed(message, out));
            } else {
                control(control, message, text, out);
            }
        } catch (EnvelopeReader.MalformedException e) {
            out.malformed(String.valueOf(e.getMessage()));
        }
    }

    private void control(Controls.Control control, Message message, String text, Effects out)
            throws EnvelopeReader.MalformedException {
        switch (control.meaning()) {
            case ENTERED, LEFT, CREATED -> replies.heard(control, message.payload(), text, out);
            case MEMBER_JOINED, MEMBER_LEFT -> replies.memberHeard(control, message.payload(), text, out);
            case WELCOME -> welcomed(message, text, out);
            case REFUSED -> refused(control, message, text, out);
            case ASKS_FOR_ANSWER -> answer(message.type(), out);
            case ACK -> acknowledged(message, text, out);
            case ERROR -> error(message, text, out);
            case PONG -> {} // that something came is all that it says
        }
    }

    /** A refusal that is an error names what is refused, or it is an error like any other. */
    private void refused(Controls.Control control, Message message, String text, Effects out)
            throws EnvelopeReader.MalformedException {
        if (message.type().equals(Controls.ERROR) && !replies.isAbout(control, text)) {
            error(message, text, out);
        } else {
            replies.heard(control, message.payload(), text, out);
        }
    }

    private void welcomed(Message message, String text, Effects out) {
        Door.Welcome welcome = dialect.door().welcome();
        if (welcome == null) {
            return;
        }
        String sessionId = welcome.sessionId().text(text);
        if (begun) {
            out.open(sessionId, message.payload());
        } else {
            early = new Welcomed(sessionId, message.payload());
        }
    }

    private void answer(String type, Effects out) {
        Template answer = dialect.talk().answers().get(type);
        if (answer != null) {
            out.write(Frame.text(answer.fill(blanks(out))));
        }
    }

    private void acknowledged(Message message, String text, Effects out) {
        Talk.Ack ack = dialect.talk().ack();
        if (ack != null) {
            String field = ack.id().inPayload(dialect.shape());
            String id = field == null ? ack.id().text(text) : message.payload().field(field);
            if (id != null) {
                out.acked(id, message.payload());
            }
        }
        out.deliver(scopes.routed(message, out));
    }

    private void error(Message message, String text, Effects out) {
        Message routed = scopes.routed(message, out);
        ErrorNote.read(text, dialect.shape().payload()).follow(routed, out);
        out.deliver(routed);
    }

    // what goes out

    @Override
    public void encode(Command command, Effects out) {
        if (command instanceof Command.Send send) {
            out.write(Frame.text(writer.message(send.message(), scopes.group())));
        } else if (command instanceof Command.Heartbeat heartbeat) {
            heartbeat(heartbeat, out);
        } else if (command instanceof Command.Enter enter) {
            String before = scopes.group();
            scopes.enter(enter.scopes(), out);
            registerWithin(before, out);
        } else if (command instanceof Command.Leave leave) {
            String before = scopes.group();
            scopes.leave(leave.scopes(), out);
            registerWithin(before, out);
        } else if (command instanceof Command.Renew renew) {
            renew(renew.token(), out);
        }
    }

    /** A device that has moved to another group tells that group who it is. */
    private void registerWithin(@Nullable String before, Effects out) {
        String group = scopes.group();
        if (group != null && !group.equals(before)) {
            registers(out.now(), out);
        }
    }

    private void renew(Token token, Effects out) {
        Template frame = dialect.door().tokenFrame();
        if (frame != null) {
            show(frame, token, out);
        }
    }

    private void heartbeat(Command.Heartbeat heartbeat, Effects out) {
        String type = dialect.talk().heartbeat();
        Template ping = dialect.talk().ping();
        if (type != null) {
            out.write(own(type, heartbeat.wallTime(), heartbeat.payload()));
        } else if (ping != null) {
            out.write(Frame.text(ping.fill(new Blanks(context.identity(), heartbeat.wallTime()))));
        }
    }

    private Frame own(String type, Instant wallTime, Payload payload) {
        Message message = Message.builder(type)
                .sender(context.identity())
                .timestamp(wallTime)
                .payload(payload)
                .build();
        return Frame.text(writer.message(message, scopes.group()));
    }

    private Blanks blanks(Effects out) {
        return new Blanks(context.identity(), out.now());
    }

    // the end

    @Override
    public void wake(long nowNanos, Effects out) {
        // this dialect wishes for no wake-up
    }

    @Override
    public void ended(Link.End end, Effects out) {
        // nothing is kept
    }
}
