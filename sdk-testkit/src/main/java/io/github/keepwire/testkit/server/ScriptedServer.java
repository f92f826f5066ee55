// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.time.Ticker;
import java.util.List;
import java.util.Map;

/** What a test does to a server and asks it: the part of {@link DevServer} that is about its clients. */
abstract class ScriptedServer extends TestLifecycle {
    final Gate gate = new Gate();
    final ReceivedLog log = new ReceivedLog();
    final Changes changes = new Changes();
    final Meter meter;
    final Peers peers;
    final Dispatcher dispatcher;
    final Waits waits;

    ScriptedServer(Behavior behavior, Ticker ticker) {
        meter = new Meter(ticker);
        peers = new Peers(changes, meter);
        dispatcher = new Dispatcher(behavior, peers, gate, log);
        waits = new Waits(changes, peers, log, dispatcher);
    }

    /**
     * Refuses the next handshake with an HTTP status. Several calls refuse several handshakes, in order.
     *
     * @param httpStatus the status, 200 to 599
     */
    public final void refuseNext(int httpStatus) {
        refuseNext(httpStatus, Map.of());
    }

    /**
     * Refuses the next handshake with an HTTP status and headers, such as {@code Retry-After} or {@code Location}.
     *
     * @param httpStatus the status, 200 to 599
     * @param headers what to answer besides {@code Content-Length: 0} and {@code Connection: close}
     */
    public final void refuseNext(int httpStatus, Map<String, String> headers) {
        gate.refuseNext(new Refusal(httpStatus, headers, ""));
    }

    /**
     * Closes the next connection as soon as it is open. Several calls close several connections, in order.
     *
     * @param code a close code that may be sent: 1000 to 4999, but not 1005, 1006 or 1015 (RFC 6455, section 7.4)
     * @param reason at most 123 bytes of UTF-8
     */
    public final void closeNext(int code, String reason) {
        gate.closeNext(code, reason);
    }

    /**
     * Sends a text frame to everybody.
     *
     * @param text what to send
     * @return to how many
     */
    public final int broadcast(String text) {
        return peers.send(peers.all(), text);
    }

    /**
     * Sends a text frame to the members of a group; {@link #awaitGroup(String, int)} waits until they are in.
     *
     * @param group the group's name
     * @param text what to send
     * @return to how many
     */
    public final int toGroup(String group, String text) {
        return peers.send(peers.group(group), text);
    }

    /**
     * Sends a text frame to a device, once it is connected.
     *
     * @param deviceId the device id
     * @param text what to send
     */
    public final void sendTo(String deviceId, String text) {
        if (!waits.device(deviceId).send(text)) {
            throw new AssertionError("device " + deviceId + " is about to leave: nothing was sent");
        }
    }

    /**
     * Closes the connection of a device, once it is connected, with a close frame; does not wait for the client's
     * answer.
     *
     * @param deviceId the device id
     * @param code a close code that may be sent: 1000 to 4999, but not 1005, 1006 or 1015 (RFC 6455, section 7.4)
     * @param reason at most 123 bytes of UTF-8
     */
    public final void close(String deviceId, int code, String reason) {
        waits.device(deviceId).close(code, reason);
    }

    /**
     * Breaks the connection of a device, once it is connected, by a TCP reset: no close frame.
     *
     * @param deviceId the device id
     */
    public final void drop(String deviceId) {
        waits.device(deviceId).drop();
    }

    /** Breaks every connection by a TCP reset, as a server that crashes; new ones are welcome. */
    public final void dropAll() {
        peers.all().forEach(Peer::drop);
    }

    /**
     * Who is connected.
     *
     * @return the connections, oldest first
     */
    public final List<Peer> connections() {
        return peers.all();
    }

    /**
     * Everything that was received, heartbeats and frames without a type included; kept over restarts. A server
     * forgets the oldest beyond 100 000 frames or 64 Mi characters.
     *
     * @return the frames, in the order they came
     */
    public final List<Received> received() {
        return log.all();
    }

    /**
     * Everything of one type that was received.
     *
     * @param type the type
     * @return the frames, in the order they came
     */
    public final List<Received> received(String type) {
        return log.ofType(type);
    }

    /**
     * Waits until frames of a type have come and have been handled: handed on, answered, noted.
     *
     * @param type the type
     * @param count at least how many
     * @return all that came so far, duplicates included
     */
    public final List<Received> await(String type, int count) {
        return waits.frames(type, count);
    }

    /**
     * Waits until exactly so many are connected.
     *
     * @param count how many
     * @return who
     */
    public final List<Peer> awaitConnections(int count) {
        waits.connections(count);
        return peers.all();
    }

    /**
     * Waits until a device is connected and known.
     *
     * @param deviceId the device id
     * @return its newest connection
     */
    public final Peer awaitDevice(String deviceId) {
        return waits.device(deviceId);
    }

    /**
     * Waits until a group has exactly so many members.
     *
     * @param group the group's name
     * @param members how many
     * @return who
     */
    public final List<Peer> awaitGroup(String group, int members) {
        waits.group(group, members);
        return peers.group(group);
    }

    /**
     * How many frames the server could not use.
     *
     * @return the count since the start, or since the last {@link #reset()}
     */
    public final int malformed() {
        return peers.malformed();
    }

    /** Forgets what was received, what was counted and what was scripted; who is connected stays. */
    public final void reset() {
        gate.forgetScript();
        log.clear();
        peers.forgetMalformed();
        meter.reset(peers.all().size());
        dispatcher.forgetFailure();
    }
}
