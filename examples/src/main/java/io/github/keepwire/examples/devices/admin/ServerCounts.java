// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells about its connections.
 *
 * @param total how many there were since it started
 * @param active how many there are
 * @param users how many users they belong to
 * @param subscriptions how many clients subscribed to each topic; empty if the server does not tell
 * @param averageSubscriptions how many topics a client has subscribed to on average
 */
public record ServerCounts(
        @JsonProperty(value = "total_connections", required = true)
        long total,

        @JsonProperty(value = "active_connections", required = true)
        int active,

        @JsonProperty(value = "total_users", required = true)
        int users,

        @JsonProperty("subscription_counts") Map<String, Integer> subscriptions,
        @JsonProperty("average_subscriptions_per_client") double averageSubscriptions) {
    /** Copies the map. */
    public ServerCounts {
        @Nullable Map<String, Integer> told = subscriptions;
        subscriptions = told == null ? Map.of() : Map.copyOf(told);
    }
}
