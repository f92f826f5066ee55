// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is kept alive, and how soon a dead one is noticed. Immutable.
 *
 * <pre>{@code
 * Heartbeat.every(ofSeconds(30)).timeout(ofSeconds(10))
 * }</pre>
 *
 * <p>Every interval the client sends the dialect's heartbeat and a WebSocket ping. Whatever arrives is life; when
 * nothing arrives within the timeout after a heartbeat, the link is lost. So a dead link is noticed within
 * interval + timeout: 40 s by default.
 */
public final class Heartbeat {
    /** How often a heartbeat goes out. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    /** How long after it something must arrive. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final Duration interval;
    private final Duration timeout;
    private final @Nullable Supplier<?> payload;

    private final @Nullable Duration idleTimeout;

    private Heartbeat(
            Duration interval, Duration timeout, @Nullable Supplier<?> payload, @Nullable Duration idleTimeout) {
        this.interval = interval;
        this.timeout = timeout;
        this.payload = payload;
        this.idleTimeout = idleTimeout;
    }

    /**
     * Every 30 s, answered within 10 s, without a payload.
     *
     * @return the default
     */
    public static Heartbeat defaults() {
        return new Heartbeat(DEFAULT_INTERVAL, DEFAULT_TIMEOUT, null, null);
    }

    /**
     * A heartbeat with another interval, answered within 10 s.
     *
     * @param interval how often; positive
     * @return the heartbeat
     */
    public static Heartbeat every(Duration interval) {
        return new Heartbeat(Durations.positive("interval", interval), DEFAULT_TIMEOUT, null, null);
    }

    /**
     * The same heartbeat with another timeout.
     *
     * @param value how long after a heartbeat something must arrive; positive
     * @return a new heartbeat
     */
    public Heartbeat timeout(Duration value) {
        return new Heartbeat(interval, Durations.positive("timeout", value), payload, idleTimeout);
    }

    /**
     * The same heartbeat with a payload, where the dialect's heartbeat can carry one.
     *
     * @param value asked for each heartbeat, on the client's loop: must be quick and must not block; if it throws or
     *     answers null, the heartbeat goes without a payload and the error is reported
     * @return a new heartbeat
     */
    public Heartbeat payload(Supplier<?> value) {
        return new Heartbeat(interval, timeout, requireNonNull(value, "payload"), idleTimeout);
    }

    /**
     * The same heartbeat with a bound on silence: a link on which nothing arrives for so long is lost, heartbeat or not. For
     * servers that are never silent for longer, since they send heartbeats of their own; a dead link is then noticed
     * within the shorter of this and interval + timeout. Off by default.
     *
     * @param value how long nothing may arrive, neither message nor pong; positive
     * @return a new heartbeat
     */
    public Heartbeat idleTimeout(Duration value) {
        return new Heartbeat(interval, timeout, payload, Durations.positive("idleTimeout", value));
    }

    /**
     * How often a heartbeat goes out.
     *
     * @return a positive duration
     */
    public Duration interval() {
        return interval;
    }

    /**
     * How long after a heartbeat something must arrive.
     *
     * @return a positive duration
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * How long nothing may arrive.
     *
     * @return a positive duration, or empty for no bound of its own
     */
    public Optional<Duration> idleTimeout() {
        return Optional.ofNullable(idleTimeout);
    }

    /**
     * What a heartbeat carries.
     *
     * @return asked for each heartbeat, or null for none
     */
    public @Nullable Supplier<?> payload() {
        return payload;
    }
}
