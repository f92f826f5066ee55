// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Serves clients that speak {@code {type, data:{.., timestamp}}}, where a channel is a type of messages.
 *
 * <p>A client starts with gestures and AI answers on. Those who subscribed to {@code system} are told how many are
 * connected whenever that changes. A message of a client goes, as it came, to the others who subscribed to its type.
 */
final class Channels extends CheckingFeed {
    private static final List<String> ON_AT_FIRST = List.of("gesture", "ai_response");
    private static final String SYSTEM = "system";

    private final ChannelsRest rest = new ChannelsRest(this, audience);

    Channels(FeedSettings settings, Clockwork clockwork) {
        super(settings, clockwork);
    }

    @Override
    void beat(Peer peer) {
        peer.ping();
    }

    @Override
    void welcome(Peer peer) {
        ON_AT_FIRST.forEach(peer::join);
        tellHowMany();
    }

    @Override
    public void closed(Peer peer, int code, String reason) {
        tellHowMany();
    }

    private void tellHowMany() {
        int count = audience.peers().all().size();
        ObjectNode data = Json.newObject().put("event", "connection_count").put("count", count);
        audience.subscribers(SYSTEM, message(SYSTEM, data.put("message", "connected clients: " + count)));
    }

    @Override
    void handle(Peer from, Received message, ObjectNode frame) {
        switch (message.type()) {
            case "subscribe" -> change(from, frame, true);
            case "unsubscribe" -> change(from, frame, false);
            case "ping" -> from.send(answer("pong").toString());
            case "pong" -> {}
            default -> handOn(from, message);
        }
    }

    private void change(Peer from, ObjectNode frame, boolean on) {
        Optional<List<String>> channels = TopicNames.several(frame.path("channels"));
        if (channels.isEmpty() || on && !TopicNames.hasRoom(from, channels.get().size())) {
            reject(from, VALIDATION_ERROR, "Invalid message: channels must be a list of at most 1000 names");
            return;
        }
        channels.get().forEach(on ? from::join : from::leave);
        ObjectNode answer = answer(on ? "subscribed" : "unsubscribed");
        answer.set("channels", frame.path("channels"));
        from.send(answer.toString());
    }

    private ObjectNode answer(String type) {
        return Json.newObject()
                .put("type", type)
                .put("timestamp", clockwork.now().toEpochMilli());
    }

    @Override
    public String message(String type, JsonNode data) {
        if (!(data instanceof ObjectNode object)) {
            throw new IllegalArgumentException("data must be an object, since the timestamp stands in it");
        }
        ObjectNode message = Json.newObject().put("type", type);
        message.set("data", stamped(object));
        return message.toString();
    }

    /** The same with the time of now, unless it tells one. */
    ObjectNode stamped(ObjectNode data) {
        return data.has("timestamp")
                ? data
                : data.deepCopy().put("timestamp", clockwork.now().toEpochMilli());
    }

    @Override
    public List<Route> routes() {
        return rest.routes();
    }
}
