// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A feed that checks who comes and what they say, and keeps house; what is said well is up to the dialect. */
abstract class CheckingFeed implements Feed {
    static final String VALIDATION_ERROR = "VALIDATION_ERROR";

    final Clockwork clockwork;
    final Audience audience = new Audience();
    private final Housekeeping housekeeping;
    private final Door door;

    CheckingFeed(FeedSettings settings, Clockwork clockwork) {
        this.clockwork = clockwork;
        housekeeping = new Housekeeping(settings, clockwork);
        door = new Door(settings, clockwork);
    }

    /** Says that the server is there. */
    abstract void beat(Peer peer);

    /** Handles an object that has a type. */
    abstract void handle(Peer from, Received message, ObjectNode frame);

    @Override
    public void started(Peers peers) {
        audience.is(peers);
        clockwork.start();
        housekeeping.start(peers, this::beat);
    }

    @Override
    public void stopped() {
        clockwork.stop();
    }

    @Override
    public void opened(Peer peer) {
        if (door.letsIn(peer)) {
            welcome(peer);
            door.identify(peer);
        }
    }

    /** Gives a new client what it has from the first; nothing unless overridden. */
    void welcome(Peer peer) {}

    @Override
    public final void received(Peer from, Received message) {
        Optional<ObjectNode> frame = Json.object(message.json())
                .filter(object -> TopicNames.one(object.path("type")).isPresent());
        if (!from.isOpen()) {
            return;
        }
        if (door.isTooFast(from)) {
            reject(from, "RATE_LIMIT", "Rate limit exceeded");
        } else if (frame.isEmpty()) {
            reject(from, VALIDATION_ERROR, "Invalid message: it must be one JSON object with a type");
        } else {
            handle(from, message, frame.get());
        }
    }

    @Override
    public final void received(Peer from, byte[] bytes) {
        reject(from, VALIDATION_ERROR, "Invalid message: it must be text");
    }

    final void reject(Peer from, String code, String error) {
        JsonNode data = Json.newObject().put("error", error).put("code", code);
        from.peers().reject(from, message("error", data));
    }

    /** Passes a message on, as it came, to the others who subscribed to its type. */
    static void handOn(Peer from, Received message) {
        List<Peer> others = from.peers().group(message.type()).stream()
                .filter(peer -> peer != from)
                .toList();
        from.peers().send(others, message.json());
    }
}
