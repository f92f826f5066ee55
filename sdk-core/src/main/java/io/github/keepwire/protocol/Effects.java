// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.transport.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Protocol.Session} may ask for. Valid during the call that it was given to, in the order of the calls. */
public interface Effects {
    /**
     * The time, for stamping what is written; constant enough during one call.
     *
     * @return the client's wall clock
     */
    Instant now();

    /**
     * Writes frames, with nothing in between.
     *
     * @param frames whole messages
     */
    void write(Frame... frames);

    /**
     * The dialect's handshake is done.
     *
     * @param sessionId the server's name for this session, or null if it gives none
     */
    void open(@Nullable String sessionId);

    /**
     * The dialect's handshake is done, and the server told something of the session. Said again on the same link, it replaces
     * what was told.
     *
     * @param sessionId the server's name for this session, or null if it gives none
     * @param data what else it told, without secrets
     */
    default void open(@Nullable String sessionId, Payload data) {
        open(sessionId);
    }

    /**
     * A message for the application arrived.
     *
     * @param message the message
     */
    void deliver(Message message);

    /**
     * The server knows us again after an outage, and brings by itself what we missed: the messages delivered after this are those,
     * in order, and then new ones. The application hears of it by {@link Recovery.Kind#RECOVERED}, before them. Said in the session
     * that follows the outage, once for each scope; not for messages with a {@linkplain Message#position() position}, of which the
     * client finds out by itself.
     *
     * @param scope the channel or room, or null for all that belongs to none
     */
    default void recovered(@Nullable Scope scope) {}

    /**
     * The server does not know us any more after an outage, though it might have: whether we missed anything cannot be told. The
     * application hears of it by {@link Recovery.Kind#RESET}. Otherwise like {@link #recovered}.
     *
     * @param scope the channel or room, or null for all that belongs to none
     */
    default void reset(@Nullable Scope scope) {}

    /**
     * The server acknowledged a message.
     *
     * @param messageId the id of the message; one that nobody awaits is counted and ignored
     * @param reply what the acknowledgement carried
     */
    void acked(String messageId, Payload reply);

    /**
     * Like {@link #acked(String, Payload)}, in a dialect whose acknowledgements may carry several arguments, or none.
     *
     * @param messageId the id of the message
     * @param reply all that the acknowledgement carried, as one
     * @param arguments each for itself
     */
    default void acked(String messageId, Payload reply, List<Payload> arguments) {
        acked(messageId, reply);
    }

    /**
     * The server said no to a message.
     *
     * @param messageId the id of the message
     * @param reason why, without secrets
     */
    void rejected(String messageId, KeepwireException reason);

    /**
     * The server told an error: listeners of errors hear it. What else follows, such as {@link #rejected}, is said beside this.
     *
     * @param error what it told, without secrets
     * @param message the message that told it
     */
    void serverError(KeepwireException.ServerError error, Message message);

    /**
     * The server confirmed a subscription or the joining of a room; one that nobody asked for is passed over.
     *
     * @param scope which channel or room
     */
    void entered(Scope scope);

    /**
     * Like {@link #entered(Scope)}, with what the server told of it: a title, an owner. Of one that is confirmed already, this
     * replaces what was told.
     *
     * @param scope which channel or room
     * @param info what it told; empty for nothing
     */
    default void entered(Scope scope, Payload info) {
        entered(scope);
    }

    /**
     * The server told that a room was created, whether we want it or not.
     *
     * @param room which
     * @param info what it told of it; empty for nothing
     */
    default void created(Scope room, Payload info) {}

    /**
     * The server told who is in a room: they take the place of all that it told before. Said before {@link #entered}, it is
     * known by the time the application hears of that; it may come later too, and again. Of a room that nobody asked for, it
     * is passed over, as are those beyond the first 10 000. With an id that cannot be one, it is {@link #malformed}.
     *
     * @param room which
     * @param members their ids, 1 to 256 characters without control characters, in the order in which they came if that is
     *     known
     */
    default void members(Scope room, List<String> members) {}

    /**
     * The server told that somebody came into a room. One that is known is passed over, and so is one beyond 10 000.
     *
     * @param room which
     * @param member the id, likewise
     * @param info what it told of the member; empty for nothing
     */
    default void memberJoined(Scope room, String member, Payload info) {}

    /**
     * The server told that somebody went out of a room. One that is not known is passed over.
     *
     * @param room which
     * @param member the id, likewise
     * @param info what it told of that; empty for nothing
     */
    default void memberLeft(Scope room, String member, Payload info) {}

    /**
     * The server refused a subscription or the joining of a room, or ended one.
     *
     * @param scope which channel or room
     * @param reason why, without secrets
     */
    void refused(Scope scope, KeepwireException reason);

    /**
     * The server confirmed the end of a subscription, or that a room was left; of one that is still wanted, it is as good as a
     * refusal.
     *
     * @param scope which channel or room
     */
    void left(Scope scope);

    /**
     * The server wants fewer messages: none is written before the wait is over; heartbeats and whatever else the dialect
     * writes by itself go on. The longest of several waits counts.
     *
     * @param wait how long; 5 minutes at most are believed, and nothing that is not positive
     */
    void slowDown(Duration wait);

    /**
     * In answer to {@link Command.Send}, where nothing was written: not yet. The message stays in its place, and holds back only
     * those that must not overtake it: of the same priority and key. It is asked for again when any channel or room was told to be
     * {@linkplain #entered entered}, {@linkplain #refused refused} or {@linkplain #left left}, is not wanted any more, or when a
     * session is {@linkplain #open open} or has ended; and at no other time, so that a dialect which is ready then must have said one
     * of these.
     */
    void postpone();

    /**
     * Like {@link #postpone()}, where the dialect knows what the message waits for: news of other channels and rooms does not lead
     * to another try.
     *
     * @param until the channel or room that is not entered yet, as it will be told
     */
    default void postpone(Scope until) {
        postpone();
    }

    /**
     * The peer has promised never to be silent for longer: then the link is lost. A pause in which nothing is asked of the link
     * does not count. Holds beside what the application wants of the heartbeat; the last promise counts.
     *
     * @param silence how long nothing may arrive; positive
     */
    void keepAlive(Duration silence);

    /**
     * The peer asks for a sign of life at times, and gives us up where none comes. A pause in which nothing is asked of the link, since
     * listeners are slow or a rate limit is reached, ends by then, so that the peer's next question is read: what comes before it
     * goes into the reserve of the {@linkplain io.github.keepwire.policy.Inbox inbox}. The time begins now; said again, at each
     * question, it begins anew, and reading may pause again. The inbox's own bound holds beside it.
     *
     * @param atMost how long the next question may stay unread; positive
     */
    default void pauseAtMost(Duration atMost) {}

    /**
     * A frame was not what the dialect expects: it is counted and reported, and the link lives on.
     *
     * @param problem what was wrong, without the frame's content
     */
    void malformed(String problem);

    /**
     * Asks for {@link Protocol.Session#wake} at a time; replaces an earlier wish that has not come true.
     *
     * @param nanos a reading of the ticker
     */
    void wakeAt(long nanos);

    /**
     * Asks for something only the application can give; {@link Protocol.Session#answered} brings it, unless the link
     * ends first.
     *
     * @param ask a number of the session's choice
     * @param wanted what is wanted
     */
    void ask(long ask, Ask wanted);

    /**
     * Ends the link.
     *
     * @param retry whether and when another link makes sense
     * @param reason why, without secrets
     */
    void end(Retry retry, KeepwireException reason);

    /** What a dialect may ask of the application in the middle of a session. */
    sealed interface Ask {
        /** A fresh token, answered by {@link Answer.Fresh}. */
        record FreshToken() implements Ask {}
    }

    /** The application's answer to an {@link Ask}. */
    sealed interface Answer {
        /**
         * A fresh token.
         *
         * @param token the token
         */
        record Fresh(Token token) implements Answer {
            /** Checks the parts. */
            public Fresh {
                requireNonNull(token, "token");
            }
        }

        /**
         * Nothing: whoever was asked threw, answered null, or took too long.
         *
         * @param error why
         */
        record Failed(KeepwireException error) implements Answer {
            /** Checks the parts. */
            public Failed {
                requireNonNull(error, "error");
            }
        }
    }
}
