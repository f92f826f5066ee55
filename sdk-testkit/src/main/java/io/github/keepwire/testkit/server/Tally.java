// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keepwire.testkit.server.ServerStats.Connections;
import io.github.keepwire.testkit.server.ServerStats.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts a server together. */
final class Tally {
    private Tally() {}

    static ServerStats of(Peers peers) {
        List<Peer> all = peers.all();
        Meter meter = peers.meter();
        long users = all.stream()
                .flatMap(peer -> peer.note(Door.USER).stream())
                .distinct()
                .count();
        int queued = all.stream().mapToInt(Peer::queued).sum();
        return new ServerStats(
                new Connections(meter.connections(), all.size(), (int) users, queued),
                subscriptions(all),
                meter.traffic());
    }

    private static Subscriptions subscriptions(List<Peer> all) {
        Map<String, Integer> perTopic = new TreeMap<>();
        all.forEach(peer -> peer.groups().forEach(topic -> perTopic.merge(topic, 1, Integer::sum)));
        int sum = perTopic.values().stream().mapToInt(count -> count).sum();
        return new Subscriptions(perTopic, all.isEmpty() ? 0 : (double) sum / all.size());
    }

    /** What a topics server tells of itself; the latency in milliseconds. */
    static ObjectNode forTopics(ServerStats stats) {
        JsonNode counts = Json.tree(stats.subscriptions().perTopic());
        ObjectNode told = Json.newObject()
                .put("total_connections", stats.connections().total())
                .put("active_connections", stats.connections().active())
                .put("total_users", stats.connections().users());
        told.set("subscription_counts", counts);
        return told.put(
                        "average_subscriptions_per_client",
                        stats.subscriptions().averagePerClient())
                .put("messages_per_second", stats.traffic().perSecond())
                .put("average_latency_ms", millis(stats))
                .put("error_rate", stats.traffic().errorRate());
    }

    /** What a channels server tells of itself; the latency in milliseconds. */
    static ObjectNode forChannels(ServerStats stats) {
        return Json.newObject()
                .put("activeConnections", stats.connections().active())
                .put("totalMessages", stats.traffic().messages())
                .put("messagesPerSecond", stats.traffic().perSecond())
                .put("averageLatency", millis(stats))
                .put("errorRate", stats.traffic().errorRate());
    }

    private static double millis(ServerStats stats) {
        return stats.traffic().averageLatency().toNanos() / 1e6;
    }
}
