// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One session of {@link PipeDialect}. */
final class PipeSession implements Protocol.Session {
    private final PipeDialect dialect;
    private final PayloadCodec codec;
    private final boolean greets;

    PipeSession(PipeDialect dialect, PayloadCodec codec, boolean greets) {
        this.dialect = dialect;
        this.codec = codec;
        this.greets = greets;
    }

    @Override
    public void opened(Instant wallTime, Effects out) {
        dialect.called("opened");
        if (greets) {
            out.write(Frame.text("hello||"));
        } else {
            out.open(null);
        }
    }

    @Override
    public void received(Frame frame, Effects out) {
        dialect.called("received");
        String text = frame.text();
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        if (first < 0 || second < 0) {
            out.malformed("not type|id|payload");
            return;
        }
        String id = text.substring(first + 1, second);
        understood(text.substring(0, first), id, Payload.slice(text, second + 1, text.length(), codec), out);
    }

    private void understood(String type, String id, Payload payload, Effects out) {
        switch (type) {
            case "welcome" -> out.open(id.isEmpty() ? "session-1" : id, told(payload));
            case "ack" -> out.acked(id, payload);
            case "nack" -> out.rejected(id, error(ErrorCode.REJECTED_BY_SERVER, payload.json()));
            case "bye" -> out.end(Retry.NEVER, error(ErrorCode.AUTHENTICATION_REFUSED, payload.json()));
            case "in" -> out.entered(scope(id), told(payload));
            case "made" -> out.created(scope(id), told(payload));
            case "who" -> out.members(scope(id), ids(payload.json()));
            case "came" -> out.memberJoined(scope(id), payload.json(), Payload.of("hello"));
            case "went" -> out.memberLeft(scope(id), payload.json(), Payload.empty());
            case "out" -> out.left(scope(id));
            case "no" -> out.refused(scope(id), error(ErrorCode.REJECTED_BY_SERVER, payload.json()));
            case "on" ->
                out.deliver(Message.builder("update")
                        .scope(scope(id))
                        .payload(payload)
                        .build());
            case "slow" -> out.slowDown(Duration.parse(payload.json()));
            case "ask" -> out.ask(7, new Effects.Ask.FreshToken());
            case "alarm" -> out.wakeAt(Long.parseLong(payload.json()));
            default -> {
                Message.Builder message = Message.builder(type).payload(payload);
                out.deliver(id.isEmpty() ? message.build() : message.id(id).build());
            }
        }
    }

    private static Payload told(Payload payload) {
        return payload.json().isEmpty() ? Payload.empty() : payload;
    }

    private static List<String> ids(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static KeepwireException error(ErrorCode code, String text) {
        return new KeepwireException(code, text);
    }

    @Override
    public void encode(Command command, Effects out) {
        dialect.called("encode");
        if (command instanceof Command.Heartbeat heartbeat) {
            out.write(Frame.text("heartbeat||" + heartbeat.payload().json()));
        } else if (command instanceof Command.Send send) {
            encode(send.message(), out);
        } else if (command instanceof Command.Enter enter) {
            out.write(Frame.text("enter||" + names(enter.scopes())));
            if (!dialect.confirms) {
                enter.scopes().forEach(out::entered);
            }
        } else if (command instanceof Command.Leave leave) {
            out.write(Frame.text("leave||" + names(leave.scopes())));
            if (!dialect.confirms) {
                leave.scopes().forEach(out::left);
            }
        } else if (command instanceof Command.Renew renew) {
            out.write(Frame.text("renew||" + renew.token().reveal()));
        }
    }

    private static String names(List<Scope> scopes) {
        return scopes.stream()
                .map(scope -> (scope.kind() == Scope.Kind.ROOM ? "#" : "") + scope.name())
                .collect(Collectors.joining(","));
    }

    private static Scope scope(String name) {
        return name.startsWith("#") ? Scope.room(name.substring(1)) : Scope.channel(name);
    }

    private static void encode(Message message, Effects out) {
        String room = message.scopes().isEmpty() ? "" : names(message.scopes()) + " ";
        Frame frame = Frame.text(message.type() + "|" + message.id() + "|" + room
                + message.payload().json());
        switch (message.type()) {
            case "unspeakable" -> {}
            case "double" -> out.write(frame, frame);
            case "farewell" -> {
                out.write(frame);
                out.end(Retry.NEVER, error(ErrorCode.PROTOCOL_VIOLATION, "a farewell ends the link"));
            }
            default -> out.write(frame);
        }
    }

    @Override
    public void answered(long ask, Effects.Answer answer, Effects out) {
        dialect.called("answered");
        String told = answer instanceof Effects.Answer.Fresh fresh
                ? fresh.token().reveal()
                : ((Effects.Answer.Failed) answer).error().getMessage();
        out.write(Frame.text("token|" + ask + "|" + told));
    }

    @Override
    public void wake(long nowNanos, Effects out) {
        dialect.called("wake");
        out.write(Frame.text("woke||" + nowNanos));
    }

    @Override
    public void ended(Link.End end, Effects out) {
        dialect.called("ended");
        out.write(Frame.text("too||late"));
    }
}
