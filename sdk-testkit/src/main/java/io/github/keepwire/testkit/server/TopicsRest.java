// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** The HTTP side of a topics server: whoever asks gets the counters, and administrators speak to clients. */
final class TopicsRest {
    private static final double DEFAULT_INTERVAL_SECONDS = 5;

    private final Feed feed;
    private final Audience audience;
    private final FeedSettings settings;
    private final Monitoring monitoring;

    TopicsRest(Feed feed, Audience audience, FeedSettings settings, Monitoring monitoring) {
        this.feed = feed;
        this.audience = audience;
        this.settings = settings;
        this.monitoring = monitoring;
    }

    void stopped() {
        monitoring.forget();
    }

    List<Route> routes() {
        return List.of(
                Route.get("/ws/stats", call -> RestReply.ok(Tally.forTopics(Tally.of(audience.peers())))),
                Route.post("/ws/broadcast", this::broadcast).admin(),
                Route.post("/ws/send-to-user/{user_id}", this::sendToUser).admin(),
                Route.post("/ws/device-alert", this::deviceAlert).admin(),
                Route.post("/ws/live-metrics", this::liveMetrics).admin(),
                Route.post("/ws/notification", this::notification).admin(),
                Route.post("/ws/performance-data", this::performanceData).admin(),
                Route.post("/ws/device-action/{device_id}", this::deviceAction).admin(),
                Route.post("/ws/start-monitoring/{device_id}", this::startMonitoring)
                        .admin());
    }

    /** To all, or to the subscribers of a topic if one is named. */
    private RestReply broadcast(RestCall call) {
        String text = feed.message(call.text("type"), call.object("data"));
        return RestReply.sent(call.optionalText("topic")
                .map(topic -> audience.subscribers(topic, text))
                .orElseGet(() -> audience.all(text)));
    }

    private RestReply sendToUser(RestCall call) {
        return toUser(call.segment("user_id"), feed.message(call.text("type"), call.object("data")));
    }

    private RestReply toUser(String user, String text) {
        int recipients = audience.user(user, text);
        if (recipients == 0) {
            throw new RestRefusal(404, "the user is not connected");
        }
        return RestReply.sent(recipients);
    }

    private RestReply deviceAlert(RestCall call) {
        String device = known(call.text("device_id"));
        ObjectNode data = Json.newObject().put("device_id", device).put("message", call.text("message"));
        data.put("alert_type", call.optionalText("alert_type").orElse("device"));
        data.put("severity", call.optionalText("severity").orElse("medium"));
        return toTopics(List.of("security", "device_" + device), feed.message("security_alert", data));
    }

    private RestReply liveMetrics(RestCall call) {
        String device = known(call.text("device_id"));
        ObjectNode data = Json.newObject().put("device_id", device);
        data.set("metrics", call.object("metrics"));
        return toTopics(List.of("metrics_" + device), feed.message("live_metrics", data));
    }

    /** To the subscribers of notifications, or to one user if one is named. */
    private RestReply notification(RestCall call) {
        ObjectNode data = Json.newObject().put("title", call.text("title")).put("message", call.text("message"));
        data.put("type", call.optionalText("type").orElse("general"));
        data.put("severity", call.optionalText("severity").orElse("info"));
        call.optionalText("device_id").ifPresent(device -> data.put("device_id", known(device)));
        String text = feed.message("notification", data);
        return call.optionalText("user_id")
                .map(user -> toUser(user, text))
                .orElseGet(() -> toTopics(List.of("notifications"), text));
    }

    private RestReply performanceData(RestCall call) {
        ObjectNode data = call.body().has("data") ? call.object("data") : call.body();
        return toTopics(List.of("performance"), feed.message("performance_data", data));
    }

    private RestReply deviceAction(RestCall call) {
        String device = known(call.segment("device_id"));
        ObjectNode data = Json.newObject().put("device_id", device).put("action", call.text("action"));
        data.put("status", call.optionalText("status").orElse("started"));
        if (call.body().has("details")) {
            data.set("details", call.object("details"));
        }
        return toTopics(List.of("device_" + device), feed.message("device_action", data));
    }

    private RestReply startMonitoring(RestCall call) {
        String device = known(call.segment("device_id"));
        double seconds = call.number("interval_seconds", 0.01, 3_600).orElse(DEFAULT_INTERVAL_SECONDS);
        boolean started = monitoring.start(device, Duration.ofMillis((long) (seconds * 1_000)));
        return RestReply.ok(
                Json.newObject().put("success", true).put("device_id", device).put("already_monitored", !started));
    }

    private RestReply toTopics(List<String> topics, String text) {
        return RestReply.sent(audience.subscribers(topics, text));
    }

    private String known(String device) {
        if (!settings.knows(device)) {
            throw new RestRefusal(404, "the device is not known");
        }
        return device;
    }
}
