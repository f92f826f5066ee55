// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The HTTP side of a channels server: gestures that were seen, and questions for a model that is not there. */
final class ChannelsRest {
    private static final String GESTURE = "gesture";
    private static final String ANSWER = "ai_response";

    private final Channels feed;
    private final Audience audience;

    ChannelsRest(Channels feed, Audience audience) {
        this.feed = feed;
        this.audience = audience;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/gesture/process", this::gesture),
                Route.post("/api/ai/infer", this::infer),
                Route.get("/api/stats", call -> RestReply.ok(Tally.forChannels(Tally.of(audience.peers())))));
    }

    private RestReply gesture(RestCall call) {
        ObjectNode data = Json.newObject().put("type", call.text("type"));
        if (call.body().has("position")) {
            data.set("position", call.object("position"));
        }
        call.number("confidence", 0, 1).ifPresent(confidence -> data.put("confidence", confidence));
        ObjectNode stamped = feed.stamped(data);
        int recipients = audience.subscribers(GESTURE, feed.message(GESTURE, stamped));
        RestReply reply = RestReply.sent(recipients);
        reply.body().set(GESTURE, stamped);
        return reply;
    }

    private RestReply infer(RestCall call) {
        String query = call.text("query");
        String response = "The dev server knows no answer to: " + query;
        ObjectNode data = Json.newObject().put("query", query).put("response", response);
        data.putObject("metadata")
                .put("model", "dev-server")
                .put("inferenceTime", 0)
                .put("tokenCount", response.split(" ").length);
        ObjectNode stamped = feed.stamped(data);
        audience.subscribers(ANSWER, feed.message(ANSWER, stamped));
        return RestReply.ok(stamped);
    }
}
