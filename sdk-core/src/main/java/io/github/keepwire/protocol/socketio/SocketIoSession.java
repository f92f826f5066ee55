// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Socket.IO on one link.
 *
 * <pre>
 *   NEW --0 open: asks for the namespace--> ENTERING --40: let in--> IN
 *    |                                         |                     |
 *    +----------- grammar broken, refused, disconnected -------------+--> OVER
 * </pre>
 *
 * <p>The server pings, and we answer; who is silent for longer than it announced is dead.
 */
final class SocketIoSession implements Protocol.Session {
    private enum Stage {
        NEW,
        ENTERING,
        IN,
        OVER
    }

    private final SocketIo dialect;
    private final Protocol.SessionContext context;
    private final String main;
    private final Decoder decoder;
    private final PacketWriter writer;
    private final Acks acks;
    private final Circles circles;
    private final Outbound outbound;
    private final @Nullable Seats seats;
    private Stage stage = Stage.NEW;
    private String sid = "";
    /** Whether what was given up during the outage is given up on the server too. */
    private boolean tidied;
    /** How long the server's next ping may stay unread. */
    private Duration patience = Duration.ZERO;

    SocketIoSession(SocketIo dialect, Protocol.SessionContext context) {
        this.dialect = dialect;
        this.context = context;
        this.main = dialect.namespace(context);
        this.decoder = new Decoder(context.codec(), dialect.maxAttachments(), JsonLimits.of(context.maxMessageBytes()));
        this.writer = new PacketWriter(dialect.maxAttachments());
        this.acks = new Acks(context.codec());
        this.seats = dialect.seats();
        this.outbound = new Outbound(main, dialect.rooms(), writer, context.codec());
        outbound.tellIds(dialect.tellsIds());
        this.circles = new Circles(main, outbound, acks, seats);
    }

    // what comes in

    @Override
    public void opened(Instant wallTime, Effects out) {
        // the server speaks first
    }

    @Override
    public void received(Frame frame, Effects out) {
        if (stage == Stage.OVER) {
            return;
        }
        try {
            heard(decoder.receive(frame), out);
        } catch (BadPacketException e) {
            String what = stage == Stage.NEW ? "this is no server of Engine.IO 4: " : "";
            over(Retry.LATER, violation(what + e.problem()), out);
        }
    }

    private void heard(Incoming incoming, Effects out) throws BadPacketException {
        if (incoming instanceof Incoming.Opened opened) {
            begin(opened.handshake(), out);
        } else if (incoming == Incoming.Bare.CLOSE) {
            over(Retry.LATER, closed("the server is about to close the link"), out);
        } else if (stage == Stage.NEW) {
            throw new BadPacketException("it does not begin with an open packet");
        } else if (incoming == Incoming.Bare.PING) {
            out.write(PacketWriter.PONG);
            out.pauseAtMost(patience);
            if (stage == Stage.IN) {
                leaveWhatWasBefore(out);
            }
        } else if (incoming instanceof Incoming.Complete complete) {
            packet(complete.packet(), out);
        }
    }

    private void begin(Handshake handshake, Effects out) throws BadPacketException {
        if (stage != Stage.NEW) {
            throw new BadPacketException("a second open packet came");
        }
        writer.limitTo(handshake.maxPayload());
        out.keepAlive(handshake.silence());
        patience = handshake.patience();
        out.pauseAtMost(patience);
        try {
            circles.auth(dialect.auth(context));
        } catch (KeepwireException unwritable) {
            over(Retry.NEVER, unwritable, out);
            return;
        }
        stage = Stage.ENTERING;
        circles.knock(main, out);
    }

    private void packet(Packet packet, Effects out) throws BadPacketException {
        switch (packet.type()) {
            case CONNECT -> connected(packet, out);
            case CONNECT_ERROR -> refused(packet, out);
            case DISCONNECT -> disconnected(packet, out);
            case EVENT, BINARY_EVENT -> event(packet, out);
            case ACK, BINARY_ACK -> acks.arrived(packet, out);
        }
    }

    private void connected(Packet packet, Effects out) throws BadPacketException {
        String id =
                packet.arguments().isEmpty() ? null : packet.arguments().get(0).field("sid");
        if (id == null) {
            throw new BadPacketException(
                    "the server let us in without a sid, as Socket.IO 2 does: this client needs Socket.IO 3 or 4");
        }
        if (!circles.hasAskedFor(packet.namespace())) {
            return; // nothing is kept of what we have not asked for
        }
        if (seats != null) {
            seated(
                    packet.namespace(),
                    seats.taken(packet.namespace(), packet.arguments().get(0).field("pid")),
                    out);
        }
        if (!packet.namespace().equals(main)) {
            circles.entered(packet.namespace(), out);
        } else if (stage == Stage.ENTERING) {
            stage = Stage.IN;
            sid = id;
            out.open(id);
        }
    }

    private void seated(String namespace, Seats.Place place, Effects out) {
        if (place == Seats.Place.PLAIN) {
            return;
        }
        if (place == Seats.Place.OTHER) {
            circles.expectNothing(namespace);
        }
        Consumer<@Nullable Scope> tell = place == Seats.Place.SAME ? out::recovered : out::reset;
        if (namespace.equals(main)) {
            tell.accept(null);
        } else {
            circles.channelsOf(namespace).forEach(tell);
        }
    }

    private void refused(Packet packet, Effects out) {
        KeepwireException reason = Refusals.ofNamespace(packet);
        if (packet.namespace().equals(main)) {
            over(Retry.NEVER, reason, out);
        } else {
            circles.refused(packet.namespace(), reason, out);
        }
    }

    private void disconnected(Packet packet, Effects out) {
        if (seats != null) {
            seats.givenUp(packet.namespace());
        }
        if (packet.namespace().equals(main)) {
            over(Retry.NEVER, closed("the server disconnected us from the namespace, and wants us to stay away"), out);
        } else {
            KeepwireException ended = new KeepwireException(
                    ErrorCode.REJECTED_BY_SERVER, "the server disconnected us from the namespace");
            circles.refused(packet.namespace(), ended, out);
        }
    }

    /** One that comes before its namespace is entered is delivered too: the server has let us in already. */
    private void event(Packet packet, Effects out) {
        List<Scope> scopes = circles.scopesOf(packet);
        if (scopes == null) {
            return; // of a namespace that we have left
        }
        if (seats != null && seats.isTakenBack(packet.namespace())) {
            seated(packet.namespace(), Seats.Place.SAME, out);
        }
        Message.Builder message = Message.builder(packet.name())
                .arguments(seats == null ? packet.arguments() : seats.withoutOffset(packet))
                .scopes(scopes);
        if (packet.ackId() != Packet.NO_ACK) {
            message.request(acks.asked(sid, packet));
        }
        out.deliver(message.build());
    }

    // what goes out

    @Override
    public void encode(Command command, Effects out) {
        if (stage == Stage.OVER) {
            return;
        }
        if (command instanceof Command.Send send) {
            send(send, out);
        } else if (command instanceof Command.Enter enter) {
            enter.scopes().forEach(scope -> circles.enter(scope, out));
            leaveWhatWasBefore(out);
        } else if (command instanceof Command.Leave leave) {
            leave.scopes().forEach(scope -> circles.leave(scope, out));
        }
    }

    /** Once for each link, as soon as the client has asked for what it wants; it asks for nothing where it wants nothing. */
    private void leaveWhatWasBefore(Effects out) {
        if (!tidied) {
            tidied = true;
            circles.leaveWhatWasBefore(out);
        }
    }

    private void send(Command.Send send, Effects out) {
        Message message = send.message();
        if (message.answers() != null) {
            answer(send, out);
            return;
        }
        String namespace = outbound.namespaceOf(message);
        if (!circles.isKnown(namespace)) {
            throw new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "the namespace of the message is not entered: subscribe to it first");
        }
        if (stage != Stage.IN || !circles.isIn(namespace)) {
            postpone(circles.awaited(namespace), out);
            return;
        }
        String id = send.wantsAck() ? message.id() : null;
        long ackId = id == null ? Packet.NO_ACK : acks.next();
        Frame[] frames = outbound.event(namespace, ackId, message); // first: it may throw
        if (id != null) {
            Scope room = Outbound.roomOf(message); // the message itself may be large, and gone long before its ack
            acks.await((reply, later) -> replied(id, room, reply, later));
        }
        out.write(frames);
    }

    /** A message into a room is refused in the same words as the joining of one. */
    private void replied(String id, @Nullable Scope room, List<Payload> reply, Effects out) {
        KeepwireException no = room == null ? null : Refusals.inRoom("a message into the " + room, reply);
        if (no == null) {
            out.acked(id, acks.reply(reply), reply);
        } else {
            out.rejected(id, no);
        }
    }

    private static void postpone(@Nullable Scope until, Effects out) {
        if (until == null) {
            out.postpone();
        } else {
            out.postpone(until);
        }
    }

    /** The official server ends the link of who says anything in a namespace that is left. */
    private void answer(Command.Send send, Effects out) {
        Message message = send.message();
        Packet.Header request = acks.asked(message);
        if (request == null) {
            throw unanswerable("the server's request was answered already, or came over another link");
        } else if (send.wantsAck()) {
            throw unanswerable("nobody acknowledges an answer: send it as queued or volatile");
        } else if (!circles.isKnown(request.namespace())) {
            throw unanswerable("the namespace of the server's request was left");
        } else if (!circles.isIn(request.namespace())) {
            postpone(circles.awaited(request.namespace()), out);
        } else {
            acks.answered(message);
            out.write(writer.ack(request.namespace(), request.ackId(), message.arguments()));
        }
    }

    private static KeepwireException unanswerable(String problem) {
        return new KeepwireException(ErrorCode.INVALID_MESSAGE, problem);
    }

    @Override
    public void answered(long ask, Effects.Answer answer, Effects out) {
        // nothing is asked: the token of the attempt is at hand
    }

    @Override
    public void wake(long nowNanos, Effects out) {
        // the client watches the server's silence
    }

    @Override
    public void ended(Link.End end, Effects out) {
        stage = Stage.OVER;
    }

    private void over(Retry retry, KeepwireException reason, Effects out) {
        stage = Stage.OVER;
        out.end(retry, reason);
    }

    private static KeepwireException closed(String message) {
        return new ConnectionException(ErrorCode.CLOSED_BY_PEER, message, null);
    }

    private static KeepwireException violation(String problem) {
        return new KeepwireException(ErrorCode.PROTOCOL_VIOLATION, problem);
    }
}
