// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DevServer#topics(FeedSettings) topics} or {@link DevServer#channels(FeedSettings) channels} server treats
 * its clients. Immutable; safe for use by any thread.
 *
 * <pre>{@code
 * DevServer server = DevServer.topics(FeedSettings.defaults().heartbeat(ofSeconds(5)).demandTokens());
 * }</pre>
 */
public final class FeedSettings {
    /** How often a server says that it is there, unless told otherwise: every 30 s. */
    public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(30);

    /** How long a client may be silent before it is let go, unless told otherwise: 5 min. */
    public static final Duration DEFAULT_SILENCE = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int HIGHEST_PORT = 65_535;
    private static final FeedSettings DEFAULTS = new FeedSettings(new Draft());

    private final Duration heartbeat;
    private final Duration silence;
    private final @Nullable RateLimit rateLimit;
    private final boolean demandsTokens;
    private final @Nullable Set<String> devices;
    private final int httpPort;
    private final @Nullable Environment environment;

    private FeedSettings(Draft draft) {
        heartbeat = draft.heartbeat;
        silence = draft.silence;
        rateLimit = draft.rateLimit;
        demandsTokens = draft.demandsTokens;
        devices = draft.devices;
        httpPort = draft.httpPort;
        environment = draft.environment;
    }

    /**
     * A heartbeat every 30 s, silent clients let go after 5 min, no rate limit, tokens welcome but not demanded, every
     * device known, a free HTTP port, the machine's time.
     *
     * @return the settings of a server that is told nothing
     */
    public static FeedSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how often the server says that it is there: a topics server by a {@code heartbeat} message, a channels server
     * by a WebSocket ping.
     *
     * @param every how often, at most a day; zero for never
     * @return new settings
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public FeedSettings heartbeat(Duration every) {
        Duration checked = checked("heartbeat", every);
        return with(draft -> draft.heartbeat = checked);
    }

    /**
     * Sets how long a client may be silent: no message, no ping, no pong. One that is silent for longer is closed with
     * 1001, at the latest a tenth of the time after that; one that does not answer even this is cut a tenth later.
     *
     * @param atMost how long, at most a day; zero for ever
     * @return new settings
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public FeedSettings silence(Duration atMost) {
        Duration checked = checked("silence", atMost);
        return with(draft -> draft.silence = checked);
    }

    /**
     * Bounds the messages of each client. One beyond the limit goes nowhere, and is answered with an error of the code
     * {@code RATE_LIMIT}; what the limit itself says about messages beyond it is not asked.
     *
     * @param limit the limit
     * @return new settings
     */
    public FeedSettings rateLimit(RateLimit limit) {
        requireNonNull(limit, "limit");
        return with(draft -> draft.rateLimit = limit);
    }

    /**
     * Closes every client with 1008 that brings no token, or none that can be read. A token is a pretence:
     * {@code user:alice} stands for the user alice, {@code admin:root} for the administrator root; with a dot where a colon
     * may not stand, as in a subprotocol.
     *
     * @return new settings
     */
    public FeedSettings demandTokens() {
        return with(draft -> draft.demandsTokens = true);
    }

    /**
     * Names the devices that a topics server knows; its HTTP side answers 404 for any other. Every device is known by
     * default.
     *
     * @param ids the device ids
     * @return new settings
     */
    public FeedSettings devices(String... ids) {
        Set<String> known = Set.of(ids);
        return with(draft -> draft.devices = known);
    }

    /**
     * Sets the port of the HTTP side; any free one by default.
     *
     * @param port the port; 0 for any free one
     * @return new settings
     * @throws IllegalArgumentException if it is no port
     */
    public FeedSettings httpPort(int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("httpPort must be between 0 and " + HIGHEST_PORT + ": " + port);
        }
        return with(draft -> draft.httpPort = port);
    }

    /**
     * Gives the server a time of the test's own for heartbeats, silence, rates and dates, such as that of
     * {@code ManualTime}. What falls due runs on the thread of its timer, and sends frames there.
     *
     * @param value the environment; its timer and clocks are used, its executors are not
     * @return new settings
     */
    public FeedSettings environment(Environment value) {
        requireNonNull(value, "environment");
        return with(draft -> draft.environment = value);
    }

    Duration heartbeat() {
        return heartbeat;
    }

    Duration silence() {
        return silence;
    }

    @Nullable
    RateLimit rateLimit() {
        return rateLimit;
    }

    boolean demandsTokens() {
        return demandsTokens;
    }

    boolean knows(String device) {
        return devices == null || devices.contains(device);
    }

    int httpPort() {
        return httpPort;
    }

    @Nullable
    Environment environment() {
        return environment;
    }

    private static Duration checked(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be from zero to a day: " + value);
        }
        return value;
    }

    private FeedSettings with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.heartbeat = heartbeat;
        draft.silence = silence;
        draft.rateLimit = rateLimit;
        draft.demandsTokens = demandsTokens;
        draft.devices = devices;
        draft.httpPort = httpPort;
        draft.environment = environment;
        change.accept(draft);
        return new FeedSettings(draft);
    }

    private static final class Draft {
        private Duration heartbeat = DEFAULT_HEARTBEAT;
        private Duration silence = DEFAULT_SILENCE;
        private @Nullable RateLimit rateLimit;
        private boolean demandsTokens;
        private @Nullable Set<String> devices;
        private int httpPort;
        private @Nullable Environment environment;
    }
}
