// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.testkit.socketio.SocketIoWire;
import java.util.Optional;

/** The connection of a peer, as a Socket.IO server sees it. */
final class PeerWire implements SocketIoWire {
    private static final int NORMAL = 1000;
    private static final int MOST_FRAMES = 100_000;
    private static final long MOST_BYTES = 64L << 20;

    private final Peer peer;
    /** At most so many bytes wait: those that were sent since they were last counted, and those that waited then. */
    private long bytes;

    PeerWire(Peer peer) {
        this.peer = peer;
    }

    @Override
    public boolean send(String text) {
        boolean taken = hasRoom(Meter.bytes(text));
        if (taken) {
            peer.send(text);
        }
        return taken;
    }

    @Override
    public boolean send(byte[] frame) {
        boolean taken = hasRoom(frame.length);
        if (taken) {
            peer.send(frame);
        }
        return taken;
    }

    private boolean hasRoom(long more) {
        bytes += more;
        if (bytes > MOST_BYTES) {
            bytes = peer.queuedBytes() + more;
        }
        return bytes <= MOST_BYTES && peer.queued() < MOST_FRAMES;
    }

    @Override
    public void end(String why) {
        peer.close(NORMAL, why);
    }

    @Override
    public void drop() {
        peer.drop();
    }

    @Override
    public Optional<String> query(String name) {
        return peer.query(name);
    }

    @Override
    public void identified(String user) {
        peer.identify(user);
    }

    @Override
    public void entered(String group) {
        peer.join(group);
    }

    @Override
    public void left(String group) {
        peer.leave(group);
    }
}
