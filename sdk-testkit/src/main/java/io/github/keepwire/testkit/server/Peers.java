// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is connected to a dev server: looked up by device and by group.
 *
 * <p>Safe for use by any thread; nothing here blocks. What is returned is a copy of the moment.
 */
public final class Peers {
    private final List<Peer> connected = new CopyOnWriteArrayList<>();
    private final AtomicInteger malformed = new AtomicInteger();
    private final Changes changes;
    private final Meter meter;

    Peers(Changes changes, Meter meter) {
        this.changes = changes;
        this.meter = meter;
    }

    Meter meter() {
        return meter;
    }

    void add(Peer peer) {
        connected.add(peer);
        meter.connected();
        changed();
    }

    /** False if it was gone already. */
    boolean remove(Peer peer) {
        boolean removed = connected.remove(peer);
        changed();
        return removed;
    }

    void changed() {
        changes.happened();
    }

    /**
     * Everybody.
     *
     * @return the peers, longest connected first
     */
    public List<Peer> all() {
        return List.copyOf(connected);
    }

    /**
     * Everybody else.
     *
     * @param peer who to leave out
     * @return the other peers, longest connected first
     */
    public List<Peer> others(Peer peer) {
        return connected.stream().filter(other -> other != peer).toList();
    }

    /**
     * Who is in a group.
     *
     * @param group the group's name
     * @return its members, longest connected first
     */
    public List<Peer> group(String group) {
        return connected.stream().filter(peer -> peer.groups().contains(group)).toList();
    }

    /**
     * Finds a device.
     *
     * @param deviceId the device id
     * @return its newest connection, or empty
     */
    public Optional<Peer> device(String deviceId) {
        return connected.stream()
                .filter(peer -> peer.deviceId().filter(deviceId::equals).isPresent())
                .reduce((older, newer) -> newer);
    }

    /**
     * Finds a user.
     *
     * @param name who the tokens stand for, see {@link FeedSettings#demandTokens()}
     * @return the user's connections, the oldest first; empty on a server that does not read tokens
     */
    public List<Peer> user(String name) {
        return connected.stream()
                .filter(peer -> peer.note(Door.USER).filter(name::equals).isPresent())
                .toList();
    }

    /**
     * Sends a text frame to several.
     *
     * @param to who gets it
     * @param text what to send
     * @return how many were still open
     */
    public int send(Collection<Peer> to, String text) {
        return (int) to.stream().filter(peer -> peer.send(text)).count();
    }

    /**
     * Answers a frame that the server cannot use, and counts it.
     *
     * @param from who sent it
     * @param answer what to answer
     */
    public void reject(Peer from, String answer) {
        countMalformed(answer);
        from.send(answer);
        changed();
    }

    /** Counts a frame that the server cannot use, and that ends the connection. */
    void countMalformed(String problem) {
        malformed.incrementAndGet();
        meter.rejected(problem);
    }

    int malformed() {
        return malformed.get();
    }

    void forgetMalformed() {
        malformed.set(0);
    }
}
