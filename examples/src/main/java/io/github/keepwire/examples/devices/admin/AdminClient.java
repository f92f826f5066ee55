// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator asks of a server that watches devices, over HTTP and the transport of the WebSockets.
 *
 * <pre>{@code
 * AdminClient admin = AdminClient.of(transport, URI.create("https://devices.example.com")).withToken(tokens::current);
 * admin.deviceAction("phone_7", new ActionStatus("cleanup", "started"))
 *         .thenAccept(sent -> log.info("told {} clients", sent.recipients()));
 * }</pre>
 *
 * <p>Immutable; safe for use by any thread. It closes nothing: the transport belongs to whoever made it. No method blocks; what
 * follows on a future runs on a thread of the transport or of the token provider, which must not be held up.
 *
 * <p>Every future that fails does so with an {@link AdminException}. Nothing is tried again: {@code retryable()} and
 * {@code retryAfter()} tell whether and when that makes sense.
 */
public final class AdminClient {
    /** How long the server may take for an answer, and the token provider for a token. */
    public static final Duration DEFAULT_TIMEOUT = HttpCall.DEFAULT_TIMEOUT;

    private final Transport transport;
    private final URI base;
    private final @Nullable TokenProvider tokens;
    private final Duration timeout;
    private final Clock clock;

    private AdminClient(Transport transport, URI base, @Nullable TokenProvider tokens, Duration timeout, Clock clock) {
        this.transport = transport;
        this.base = base;
        this.tokens = tokens;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Asks nothing yet.
     *
     * @param transport what makes the calls
     * @param base where the server is: {@code http} or {@code https}, and a path in front of {@code /ws} if there is one
     * @return a client without a token, with a deadline of 10 s
     * @throws IllegalArgumentException if the address is not one, or holds a query, a fragment or user info
     */
    public static AdminClient of(Transport transport, URI base) {
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("base must have neither query nor fragment: " + SafeText.uri(base));
        }
        URI checked = HttpCall.get(base).uri();
        return new AdminClient(
                requireNonNull(transport, "transport"), checked, null, DEFAULT_TIMEOUT, Clock.systemUTC());
    }

    /**
     * The same client with a token, which travels as {@code Authorization: Bearer}. Use {@code https} outside of this machine.
     *
     * @param value asked before every call
     * @return a new client
     */
    public AdminClient withToken(TokenProvider value) {
        return new AdminClient(transport, base, requireNonNull(value, "token"), timeout, clock);
    }

    /**
     * The same client with another deadline.
     *
     * @param value how long the server may take for an answer, and the token provider for a token; positive
     * @return a new client
     * @throws IllegalArgumentException if it is not positive
     */
    public AdminClient withTimeout(Duration value) {
        Duration checked = HttpCall.get(base).withTimeout(value).timeout();
        return new AdminClient(transport, base, tokens, checked, clock);
    }

    /** The same client by another clock. */
    AdminClient withClock(Clock value) {
        return new AdminClient(transport, base, tokens, timeout, value);
    }

    /**
     * {@code GET /ws/stats}: counts the connections. Anybody may ask.
     *
     * @return the numbers of this moment
     */
    public CompletableFuture<ServerCounts> stats() {
        return ask(HttpCall.get(at("stats")), ServerCounts.class);
    }

    /**
     * {@code POST /ws/broadcast}: sends a message to all clients, or to the subscribers of its topic.
     *
     * @param announcement what
     * @return to how many
     */
    public CompletableFuture<Sent> broadcast(Announcement announcement) {
        return post(at("broadcast"), announcement, Sent.class);
    }

    /**
     * {@code POST /ws/send-to-user/{id}}: sends a message to all connections of a user; 404 if there is none.
     *
     * @param userId who; any text but an empty one and dots alone
     * @param announcement what; its topic does not matter
     * @return to how many
     */
    public CompletableFuture<Sent> sendToUser(String userId, Announcement announcement) {
        return post(at("send-to-user", Segment.of("userId", userId)), announcement, Sent.class);
    }

    /**
     * {@code POST /ws/device-alert}: tells that something is wrong with a device.
     *
     * @param alert what
     * @return to how many
     */
    public CompletableFuture<Sent> deviceAlert(DeviceAlert alert) {
        return post(at("device-alert"), alert, Sent.class);
    }

    /**
     * {@code POST /ws/live-metrics}: tells how a device is.
     *
     * @param deviceId which device
     * @param metrics the numbers: a record, bean or map that is a JSON object
     * @return to how many
     */
    public CompletableFuture<Sent> liveMetrics(String deviceId, Object metrics) {
        return post(at("live-metrics"), Map.of("device_id", deviceId, "metrics", metrics), Sent.class);
    }

    /**
     * {@code POST /ws/notification}: tells people something.
     *
     * @param notification what, and whom
     * @return to how many; fails with 404 if it is for one user who is not connected
     */
    public CompletableFuture<Sent> notification(Notification notification) {
        return post(at("notification"), notification, Sent.class);
    }

    /**
     * {@code POST /ws/performance-data}: publishes numbers about performance.
     *
     * @param data the numbers: a record, bean or map that is a JSON object
     * @return to how many
     */
    public CompletableFuture<Sent> performanceData(Object data) {
        return post(at("performance-data"), Map.of("data", data), Sent.class);
    }

    /**
     * {@code POST /ws/device-action/{id}}: tells what is done with a device.
     *
     * @param deviceId which device; any text but an empty one and dots alone
     * @param action what, and how far it is
     * @return to how many
     */
    public CompletableFuture<Sent> deviceAction(String deviceId, ActionStatus action) {
        return post(at("device-action", Segment.of("deviceId", deviceId)), action, Sent.class);
    }

    /**
     * {@code POST /ws/start-monitoring/{id}}: has a device watched, until the server stops.
     *
     * @param deviceId which device; any text but an empty one and dots alone
     * @param every how often; positive
     * @return whether it is new
     * @throws IllegalArgumentException if the interval is not positive
     */
    public CompletableFuture<Monitored> startMonitoring(String deviceId, Duration every) {
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException("every must be positive: " + every);
        }
        Map<String, Object> body = Map.of("interval_seconds", every.toMillis() / 1000.0);
        return post(at("start-monitoring", Segment.of("deviceId", deviceId)), body, Monitored.class);
    }

    private URI at(String... segments) {
        String prefix = base.toString().endsWith("/") ? base.toString() : base + "/";
        return URI.create(prefix + "ws/" + String.join("/", segments));
    }

    private <T> CompletableFuture<T> post(URI uri, Object body, Class<T> type) {
        return ask(HttpCall.post(uri, "application/json", JsonExchange.json(body)), type);
    }

    private <T> CompletableFuture<T> ask(HttpCall call, Class<T> type) {
        HttpCall asking = call.withHeader("Accept", "application/json").withTimeout(timeout);
        return new JsonExchange(transport, new Tokens(tokens, clock), clock).ask(asking, type);
    }

    @Override
    public String toString() {
        return "AdminClient of " + SafeText.uri(base) + " over " + transport.name();
    }
}
