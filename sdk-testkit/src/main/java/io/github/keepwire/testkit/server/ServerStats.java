// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
     * @param queued how many frames wait in memory until the clients that are connected now read them
     */
    public record Connections(long total, int active, int users, int queued) {}

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
     * @param in what came from clients
     * @param out what went to them, each receiver counted
     * @param latency how long things took
     * @param errors what was refused
     */
    public record Traffic(Flow in, Flow out, Latency latency, Errors errors) {
        /**
         * All messages, in and out.
         *
         * @return how many
         */
        public long messages() {
            return in.messages() + out.messages();
        }

        /**
         * All messages in a second, in and out.
         *
         * @return how many, over the last ten seconds
         */
        public double perSecond() {
            return in.perSecond() + out.perSecond();
        }

        /**
         * The average time that the server takes with a message of a client.
         *
         * @return {@code latency().handling().average()}
         */
        public Duration averageLatency() {
            return latency.handling().average();
        }

        /**
         * What part of the clients' messages was refused.
         *
         * @return {@code errors().rate()}
         */
        public double errorRate() {
            return errors.rate();
        }
    }

    /**
     * Messages that went one way.
     *
     * @param messages how many
     * @param bytes how large they were together, without the frames around them
     * @param perSecond how many of them in a second, over the last ten seconds
     */
    public record Flow(long messages, long bytes, double perSecond) {}

    /**
     * How long things took.
     *
     * @param handling from the arrival of a client's message until it was handed on and answered
     * @param pings from a WebSocket ping of the server to the client's pong; only a channels server pings
     */
    public record Latency(Times handling, Times pings) {}

    /**
     * How long one thing took; all zero if it never happened.
     *
     * @param average of all
     * @param p50 the median of the last 1 024
     * @param p99 what 99 of 100 of the last 1 024 did not exceed
     */
    public record Times(Duration average, Duration p50, Duration p99) {}

    /**
     * What was refused.
     *
     * @param count how many messages of clients
     * @param rate what part of the clients' messages that is, from 0 to 1
     * @param last what the last one was answered with
     */
    public record Errors(long count, double rate, Optional<String> last) {}
}
