// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Pretends to watch devices: publishes made-up metrics of theirs until the server stops. */
final class Monitoring {
    private final Feed feed;
    private final Audience audience;
    private final Clockwork clockwork;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    Monitoring(Feed feed, Audience audience, Clockwork clockwork) {
        this.feed = feed;
        this.audience = audience;
        this.clockwork = clockwork;
    }

    /** False if the device is watched already, as often as was said then. */
    boolean start(String device, Duration every) {
        if (!watched.add(device)) {
            return false;
        }
        ObjectNode status = Json.newObject().put("device_id", device).put("status", "monitoring");
        audience.subscribers(List.of("device_status", "device_" + device), feed.message("device_status", status));
        AtomicInteger round = new AtomicInteger();
        clockwork.every(every, () -> publish(device, round.getAndIncrement()));
        return true;
    }

    void forget() {
        watched.clear();
    }

    private void publish(String device, int round) {
        ObjectNode data = Json.newObject().put("device_id", device);
        data.putObject("metrics")
                .put("cpu_usage", 20 + round * 7 % 60)
                .put("memory_usage", 40 + round * 3 % 40)
                .put("battery_level", 100 - round % 100);
        audience.subscribers("metrics_" + device, feed.message("live_metrics", data));
    }
}
