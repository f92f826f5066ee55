// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.LinkEnd;
import java.time.Instant;

/**
 * A dialect's side of one life of a link: a state machine that is told what happened and answers with {@link Effects}.
 *
 * <p>Owns no socket, clock or thread. The client calls it from its loop, one call at a time: {@link #opened} first,
 * {@link #ended} last, nothing after it. What it throws ends the link as a violation of the protocol.
 */
public interface ProtocolSession {
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
    void answered(long ask, Ask.Answer answer, Effects out);

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
    void ended(LinkEnd end, Effects out);
}
