// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.time.Duration;
import java.util.Map;

/**
 * What went through a {@link DevServer}, at one moment. Everything is counted since the server was made, or since its last
 * {@link DevServer#reset()}.
 *
 * @param connections who is there
 * @param subscriptions what they want to hear of
 * @param traffic what went in and out
 */
public record ServerStats(Connections connections, Subscriptions subscriptions, Traffic traffic) {
    /**
     * Who is there.
     *
     * @param total how many connected, those that are gone included
     * @param active how many are connected now
     * @param users how many different users they are, by their tokens; those without one are nobody
     */
    public record Connections(long total, int active, int users) {}

    /**
     * What the clients that are connected now want to hear of: topics, channels, or groups.
     *
     * @param perTopic how many subscribed to each, by its name; what nobody wants is absent
     * @param averagePerClient to how many a client is subscribed, on average; 0 without clients
     */
    public record Subscriptions(Map<String, Integer> perTopic, double averagePerClient) {
        /**
         * Takes a copy.
         *
         * @param perTopic how many subscribed to each
         * @param averagePerClient to how many a client is subscribed, on average
         */
        public Subscriptions {
            perTopic = Map.copyOf(perTopic);
        }
    }

    /**
     * What went in and out.
     *
     * @param messages how many messages came from clients or went to them, each receiver counted
     * @param perSecond how many of them in a second, over the last ten seconds
     * @param averageLatency how long the server took with a message of a client, from its arrival until it was handed on
     *     and answered
     * @param errorRate what part of the clients' messages was refused, from 0 to 1
     */
    public record Traffic(long messages, double perSecond, Duration averageLatency, double errorRate) {}
}
