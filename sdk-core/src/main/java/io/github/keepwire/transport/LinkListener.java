// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

/**
 * Hears what happens on one link.
 *
 * <p>Calls come one at a time, in order, on threads of the transport, which must not be blocked, or inside a call to the
 * link. Nothing comes after {@link #ended(LinkEnd)}.
 */
public interface LinkListener {
    /**
     * A whole message arrived; it used up one unit of demand.
     *
     * @param frame the message
     */
    void received(Frame frame);

    /**
     * The operating system took more of what was sent.
     *
     * @param frames how many more frames, since the last such call
     */
    void written(long frames);

    /** The peer answered a ping, or sent a pong of its own accord. */
    void pong();

    /**
     * The link ended: told exactly once, last, whoever ended it.
     *
     * @param end how it ended
     */
    void ended(LinkEnd end);
}
