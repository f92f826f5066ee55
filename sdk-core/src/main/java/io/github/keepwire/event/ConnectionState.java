// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

/**
 * Where a client stands.
 *
 * <pre>
 *            connect()               handshake done
 *   IDLE ---------------> CONNECTING --------------> OPEN &lt;----------+
 *                          ^  |  |                    |              | handshake done
 *                connect() |  |  | refused for now    | link lost    |
 *                          |  |  +--------------------+------> RECONNECTING
 *                          |  | refused for good, or attempts used up|
 *                         FAILED &lt;-----------------------------------+
 *
 *   any state but CLOSED --- close() ---> CLOSING ---> CLOSED
 * </pre>
 *
 * <p>{@link #CLOSED} is final. {@link #RECONNECTING} lasts from a loss, or the first refusal, to the next {@link #OPEN}, over
 * all attempts between.
 *
 * <table>
 * <caption>What other systems call it</caption>
 * <tr><th>elsewhere</th><th>here</th></tr>
 * <tr><td>connecting</td><td>{@link #CONNECTING}</td></tr>
 * <tr><td>reconnecting</td><td>{@link #RECONNECTING}</td></tr>
 * <tr><td>connected</td><td>{@link #OPEN}</td></tr>
 * <tr><td>disconnected</td><td>{@link #IDLE} before the first {@code connect()}, {@link #CLOSED} after {@code close()}</td></tr>
 * <tr><td>error, failed permanently</td><td>{@link #FAILED}</td></tr>
 * </table>
 */
public enum ConnectionState {
    /** Built, and not asked to connect yet. */
    IDLE,
    /** A link is being opened, or the protocol's handshake is under way. */
    CONNECTING,
    /** The protocol's handshake is done: messages travel. */
    OPEN,
    /** The connection was lost or refused; the next attempt is planned or under way. */
    RECONNECTING,
    /** Closing: what is accepted is being drained. */
    CLOSING,
    /** Closed for good. */
    CLOSED,
    /** Not connected, and no attempt is planned; {@code connect()} tries again. */
    FAILED
}
