// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.testkit.server.Gate.ScriptedClose;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.handshake.ClientHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happens on the sockets to the behaviour, the log and the test; a behaviour that throws breaks nothing. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);

    private final Behavior behavior;
    private final Peers peers;
    private final Gate gate;
    private final ReceivedLog log;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Dispatcher(Behavior behavior, Peers peers, Gate gate, ReceivedLog log) {
        this.behavior = behavior;
        this.peers = peers;
        this.gate = gate;
        this.log = log;
    }

    void started() {
        guarded(() -> behavior.started(peers));
    }

    void stopped() {
        guarded(behavior::stopped);
    }

    Peer newPeer(WebSocketImpl socket, ClientHandshake handshake) {
        return new Peer(socket, handshake, peers);
    }

    void opened(Peer peer) {
        LOG.info("A peer connected at {}", SafeText.wire(peer.path()));
        peers.add(peer);
        Optional<ScriptedClose> close = gate.close(peer);
        if (close.isPresent()) {
            peer.close(close.get().code(), close.get().reason());
        } else {
            guarded(() -> behavior.opened(peer));
        }
    }

    void pinged(Peer peer) {
        peer.heard();
    }

    void ponged(Peer peer) {
        peer.heard();
        peer.ponged();
    }

    void received(Peer peer, String text) {
        peer.heard();
        guarded(() -> {
            Received message = behavior.read(peer, text).from(peer);
            handle(message, Meter.bytes(text), () -> behavior.received(peer, message));
        });
    }

    void received(Peer peer, byte[] bytes) {
        peer.heard();
        guarded(() -> {
            Received message = behavior.read(peer, bytes).from(peer);
            handle(message, bytes.length, () -> behavior.received(peer, bytes));
        });
    }

    private void handle(Received message, long bytes, Runnable work) {
        LOG.debug("{} sent {}", SafeText.wire(message.deviceId()), SafeText.wire(message.type()));
        ReceivedLog.Entry entry = log.add(message);
        Meter meter = peers.meter();
        long arrived = meter.now();
        meter.received(bytes);
        try {
            work.run();
        } finally {
            meter.handled(meter.now() - arrived);
            entry.handled();
            peers.changed();
        }
    }

    /** A socket may end on two threads at once; whoever takes the peer off the list tells. */
    void closed(Peer peer, int code, String reason) {
        if (peers.remove(peer)) {
            LOG.info("{} left with {} {}", SafeText.wire(peer.toString()), code, SafeText.wire(reason));
            guarded(() -> behavior.closed(peer, code, reason));
        }
    }

    void socketFailed(Exception problem) {
        LOG.debug("A socket of the dev server failed", problem);
    }

    /** The first thing the behaviour threw, until asked. */
    @Nullable
    Throwable takeFailure() {
        return failure.getAndSet(null);
    }

    void forgetFailure() {
        failure.set(null);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError thrown) {
            failed(thrown);
        }
    }

    void failed(Throwable problem) {
        LOG.error("The dev server's behaviour failed", problem);
        failure.compareAndSet(null, problem);
    }
}
