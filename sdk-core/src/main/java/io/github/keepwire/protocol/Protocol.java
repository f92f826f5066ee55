// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wire dialect: an immutable description that makes one {@link Protocol.Session} for each life of a link.
 *
 * <p>Safe for use by any thread, and by many clients at once.
 */
public interface Protocol {
    /**
     * The name that errors and logs use.
     *
     * @return a short lower-case name, such as {@code device-envelope}
     */
    String name();

    /**
     * What this dialect can do that not every dialect can.
     *
     * @return an immutable set
     */
    Set<Feature> features();

    /**
     * What this dialect asks of messages in both directions, unless the application says otherwise.
     *
     * @return the rules; only a type and at most 1 MiB by default
     */
    default MessageValidator validator() {
        return MessageValidator.defaults();
    }

    /**
     * Turns what the client wants into a request for a link: address, token, subprotocols.
     *
     * @param context what the client wants
     * @return the request
     */
    LinkRequest prepare(ConnectContext context);

    /**
     * The dialect as one client uses it; asked once, when the client is built. A dialect that keeps something from one link to the
     * next, to go on where a session broke off, answers one with a memory of its own, which only that client's loop touches.
     *
     * @return by default this dialect, which keeps nothing
     */
    default Protocol forClient() {
        return this;
    }

    /**
     * What may be the reason where a server is reached and opens no WebSocket; stands behind the error.
     *
     * @param request what {@link #prepare} made
     * @return a short text without secrets, or null, as by default, for none
     */
    default @Nullable String hint(LinkRequest request) {
        return null;
    }

    /**
     * Starts the dialect's side of one link.
     *
     * @param context who we are and what reads payloads
     * @return a session that knows nothing of earlier ones
     */
    Protocol.Session newSession(SessionContext context);

    /**
     * What reads frames that did not come over a link, but from the server's history of messages with numbers.
     *
     * @param codec what reads payloads
     * @param entered the channels and rooms that are wanted
     * @return a reader; by default one that finds nothing in any frame
     */
    default Recall recall(PayloadCodec codec, List<Scope> entered) {
        return frame -> null;
    }

    /** Reads frames of a history; for one thread at a time. */
    @FunctionalInterface
    interface Recall {
        /**
         * Reads a frame.
         *
         * @param frame its text
         * @return the message, with its {@link Message#position}; null if it is none, or has no number
         */
        @Nullable
        Message read(String frame);
    }

    /** What some dialects can do and others cannot. */
    enum Feature {
        /** The server acknowledges messages by id. */
        ACKS,
        /** There are channels to subscribe to. */
        CHANNELS,
        /** There are rooms to join. */
        ROOMS,
        /** Messages may be binary. */
        BINARY,
        /** A fresh token can be told on a link that is open, by {@link Command.Renew}; without it the client reconnects. */
        TOKEN_RENEWAL,
        /** Messages may have a number, {@link Message#position}, by which a history can be asked for what was missed. */
        NUMBERS,
        /** Messages may have several arguments, or none; elsewhere those with more than one are refused. */
        ARGUMENTS,
        /** Messages can be sent on a channel; elsewhere those are refused. */
        CHANNEL_MESSAGES,
        /** A channel may have rooms of its own, {@link Scope#parent}; elsewhere those are refused. */
        CHANNEL_ROOMS
    }

    /**
     * What a client wants of its next link.
     *
     * @param request address, headers, limits and deadlines as the application gave them
     * @param identity who connects
     * @param token a fresh token, or null if the client has no provider
     */
    record ConnectContext(
            LinkRequest request,
            Identity identity,
            @Nullable Token token) {
        /** Checks the parts. */
        public ConnectContext {
            requireNonNull(request, "request");
            requireNonNull(identity, "identity");
        }
    }

    /**
     * What a session is given at its start.
     *
     * @param identity who we are
     * @param codec what reads and writes payloads
     * @param maxMessageBytes the largest message the client accepts
     * @param attempt what the link was asked for with, as {@link #prepare} got it; null where there was no such attempt
     */
    record SessionContext(
            Identity identity,
            PayloadCodec codec,
            int maxMessageBytes,
            @Nullable ConnectContext attempt) {
        /**
         * The token that the attempt was made with, for dialects that show it in a message.
         *
         * @return the token, or null if the client has no provider
         */
        public @Nullable Token token() {
            return attempt == null ? null : attempt.token();
        }

        /** Checks the parts. */
        public SessionContext {
            requireNonNull(identity, "identity");
            requireNonNull(codec, "codec");
        }

        /**
         * What a session is given that does not ask how its link came to be.
         *
         * @param identity who we are
         * @param codec what reads and writes payloads
         * @param maxMessageBytes the largest message the client accepts
         */
        public SessionContext(Identity identity, PayloadCodec codec, int maxMessageBytes) {
            this(identity, codec, maxMessageBytes, null);
        }
    }

    /**
     * A dialect's side of one life of a link: a state machine that is told what happened and answers with {@link Effects}.
     *
     * <p>Owns no socket, clock or thread. The client calls it from its loop, one call at a time: {@link #opened} first,
     * {@link #ended} last, nothing after it. What it throws ends the link as a violation of the protocol.
     */
    interface Session {
        /**
         * The link is open. A dialect without a handshake of its own answers with {@link Effects#open} at once.
         *
         * @param wallTime the time, for stamping what is written
         * @param out what to do
         */
        void opened(Instant wallTime, Effects out);

        /**
         * A frame arrived. One that makes no sense is {@link Effects#malformed}, not an exception.
         *
         * @param frame the frame
         * @param out what to do
         */
        void received(Frame frame, Effects out);

        /**
         * The client wants something to be written; for {@link Command.Send}, exactly the frames of that message.
         *
         * @param command what to write; one that the dialect has no words for writes nothing
         * @param out what to do
         */
        void encode(Command command, Effects out);

        /**
         * Something asked for by {@link Effects#ask} is there, or has failed.
         *
         * @param ask the number it was asked under
         * @param answer the answer
         * @param out what to do
         */
        void answered(long ask, Effects.Answer answer, Effects out);

        /**
         * The time asked for by {@link Effects#wakeAt} has come.
         *
         * @param nowNanos the ticker's reading
         * @param out what to do
         */
        void wake(long nowNanos, Effects out);

        /**
         * The link ended: the last call.
         *
         * @param end how it ended
         * @param out what to do; what is written is dropped
         */
        void ended(Link.End end, Effects out);
    }
}
