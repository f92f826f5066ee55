// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.testkit.socketio.Heard;
import io.github.keepwire.testkit.socketio.SocketIoEngine;
import io.github.keepwire.testkit.socketio.SocketIoLink;
import io.github.keepwire.testkit.socketio.SocketIoSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives a Socket.IO engine its sockets: frames of peers go to links, and what links do goes to peers. */
final class SocketIoServer implements Behavior {
    private static final String JSON = "application/json";

    private final SocketIoSettings settings;
    private final Clockwork clockwork;
    private final SocketIoEngine engine;
    private final Map<Peer, Talk> talks = new ConcurrentHashMap<>();

    /** A peer's link, and what it said last; used by one thread at a time. */
    private static final class Talk {
        private final SocketIoLink link;
        private @Nullable Heard heard;

        Talk(SocketIoLink link) {
            this.link = link;
        }
    }

    SocketIoServer(SocketIoSettings settings, Clockwork clockwork) {
        this.settings = settings;
        this.clockwork = clockwork;
        engine = new SocketIoEngine(settings, clockwork.ticker());
    }

    SocketIoEngine engine() {
        return engine;
    }

    /** Answers requests that this server cannot serve, in the words of Engine.IO. */
    Optional<Refusal> screen(String target, boolean isUpgrade) {
        if (!target.replaceFirst("\\?.*", "").equals(settings.path())) {
            return Optional.of(Refusal.of(404));
        }
        Query query = Query.of(target);
        if (!query.value("EIO").equals(Optional.of("4"))) {
            return refusal(5, "Unsupported protocol version");
        }
        if (!query.value("transport").equals(Optional.of("websocket"))) {
            return refusal(0, "Transport unknown");
        }
        if (query.value("sid").isPresent()) {
            return refusal(1, "Session ID unknown");
        }
        return isUpgrade ? Optional.empty() : refusal(3, "Bad request");
    }

    private static Optional<Refusal> refusal(int code, String message) {
        String body = Json.newObject().put("code", code).put("message", message).toString();
        return Optional.of(new Refusal(400, Map.of("Content-Type", JSON), body));
    }

    @Override
    public void started(Peers peers) {
        engine.forget();
        clockwork.start();
        clockwork.every(settings.watch(), engine::wake);
    }

    @Override
    public void stopped() {
        clockwork.stop();
    }

    @Override
    public void opened(Peer peer) {
        talks.put(peer, new Talk(engine.connected(new PeerWire(peer))));
        if (!peer.isOpen()) {
            forget(peer); // it ended meanwhile, on another thread that did not find it here yet
        }
    }

    @Override
    public Received read(Peer from, String text) {
        Talk talk = talks.get(from);
        return talk == null ? new Received(Received.UNTYPED, "", text) : noted(from, talk, talk.link.hear(text));
    }

    @Override
    public Received read(Peer from, byte[] bytes) {
        Talk talk = talks.get(from);
        return talk == null ? Received.binary(bytes) : noted(from, talk, talk.link.hear(bytes));
    }

    private static Received noted(Peer from, Talk talk, Heard heard) {
        talk.heard = heard;
        if (heard.type().equals(Heard.MALFORMED)) {
            from.peers().countMalformed(heard.json());
        }
        return new Received(heard.type(), "", heard.json());
    }

    @Override
    public void received(Peer from, Received message) {
        act(from);
    }

    @Override
    public void received(Peer from, byte[] bytes) {
        act(from);
    }

    private void act(Peer from) {
        Talk talk = talks.get(from);
        if (talk != null && talk.heard != null) {
            talk.heard.act().run();
        }
    }

    @Override
    public void closed(Peer peer, int code, String reason) {
        forget(peer);
    }

    private void forget(Peer peer) {
        Talk talk = talks.remove(peer);
        if (talk != null) {
            talk.link.ended();
        }
    }
}
