// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one message is to be sent. Immutable.
 *
 * <pre>{@code
 * client.send("blueAlert", alert, SendOptions.acked(ofSeconds(10)).timeToLive(ofMinutes(5)));
 * }</pre>
 */
public final class SendOptions {
    private static final SendOptions QUEUED = new SendOptions(Delivery.queued(), null);
    private static final SendOptions VOLATILE = new SendOptions(Delivery.volatileOnly(), null);

    private final Delivery delivery;
    private final @Nullable Duration timeToLive;

    private SendOptions(Delivery delivery, @Nullable Duration timeToLive) {
        this.delivery = requireNonNull(delivery, "delivery");
        this.timeToLive = timeToLive;
    }

    /**
     * At most once, kept until there is a connection. The default.
     *
     * @return the options
     */
    public static SendOptions queued() {
        return QUEUED;
    }

    /**
     * At most once, now or never.
     *
     * @return the options
     */
    public static SendOptions volatileOnly() {
        return VOLATILE;
    }

    /**
     * At least once.
     *
     * @param timeout how long to wait for the acknowledgement of each transmission; positive
     * @return the options
     */
    public static SendOptions acked(Duration timeout) {
        return new SendOptions(Delivery.acked(timeout), null);
    }

    /**
     * The same options, with an end: a message that is not delivered by then ends as {@code EXPIRED}.
     *
     * @param value how long from the send; positive; without one, a message waits for as long as it takes
     * @return new options
     */
    public SendOptions timeToLive(Duration value) {
        return new SendOptions(delivery, Durations.positive("timeToLive", value));
    }

    /**
     * What is promised.
     *
     * @return the delivery
     */
    public Delivery delivery() {
        return delivery;
    }

    /**
     * How long the message is worth delivering.
     *
     * @return the time from the send, or empty if it has no end
     */
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }
}
