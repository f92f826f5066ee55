// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Serves monitors of devices that speak {@code {type, data, timestamp}}: who subscribed to a topic hears what is published
 * in it, and nobody else does.
 *
 * <p>A subscription is not confirmed. A client's heartbeat goes nowhere. Any other message of a client goes, as it came, to
 * the others who subscribed to the topic that is named like its type.
 */
final class Topics extends CheckingFeed {
    private final TopicsRest rest;

    Topics(FeedSettings settings, Clockwork clockwork) {
        super(settings, clockwork);
        rest = new TopicsRest(this, audience, settings, new Monitoring(this, audience, clockwork));
    }

    @Override
    void beat(Peer peer) {
        peer.send(message("heartbeat", Json.newObject()));
    }

    @Override
    public void stopped() {
        super.stopped();
        rest.stopped();
    }

    @Override
    public String path() {
        return "/ws";
    }

    @Override
    void handle(Peer from, Received message, ObjectNode frame) {
        switch (message.type()) {
            case "subscription" -> subscribe(from, frame);
            case "unsubscription" -> topic(frame).ifPresentOrElse(from::leave, () -> rejectTopic(from));
            case "heartbeat" -> {}
            default -> handOn(from, message);
        }
    }

    private void subscribe(Peer from, ObjectNode frame) {
        Optional<String> topic = topic(frame);
        if (topic.isEmpty()) {
            rejectTopic(from);
        } else if (!from.groups().contains(topic.get()) && !TopicNames.hasRoom(from, 1)) {
            reject(from, VALIDATION_ERROR, "Invalid message: a client may subscribe to " + TopicNames.MOST + " topics");
        } else {
            from.join(topic.get());
        }
    }

    private static Optional<String> topic(ObjectNode frame) {
        return TopicNames.one(frame.path("data").path("topic"));
    }

    private void rejectTopic(Peer from) {
        reject(from, VALIDATION_ERROR, "Invalid message: data.topic must be the name of a topic");
    }

    @Override
    public String message(String type, JsonNode data) {
        ObjectNode message = Json.newObject().put("type", type);
        message.set("data", data);
        return message.put(
                        "timestamp",
                        clockwork.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .toString();
    }

    @Override
    public List<Route> routes() {
        return rest.routes();
    }
}
