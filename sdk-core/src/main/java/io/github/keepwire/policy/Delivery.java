// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is promised for a message. Immutable.
 *
 * <table>
 * <caption>The three promises</caption>
 * <tr><th>delivery</th><th>while offline</th><th>link lost</th><th>duplicates</th></tr>
 * <tr><td>{@link #volatileOnly()}</td><td>dropped at once</td><td>lost</td><td>none</td></tr>
 * <tr><td>{@link #queued()}</td><td>kept</td><td>may be lost if it was handed to the socket</td><td>none</td></tr>
 * <tr><td>{@link #acked(Duration)}</td><td>kept</td><td>sent again, same id</td><td>possible, same id</td></tr>
 * </table>
 */
public final class Delivery {
    private static final Delivery VOLATILE = new Delivery("volatile", null);
    private static final Delivery QUEUED = new Delivery("queued", null);

    private final String name;
    private final @Nullable Duration ackTimeout;

    private Delivery(String name, @Nullable Duration ackTimeout) {
        this.name = name;
        this.ackTimeout = ackTimeout;
    }

    /**
     * At most once, now or never.
     *
     * @return the delivery
     */
    public static Delivery volatileOnly() {
        return VOLATILE;
    }

    /**
     * At most once, kept until there is a connection. The default.
     *
     * @return the delivery
     */
    public static Delivery queued() {
        return QUEUED;
    }

    /**
     * At least once: transmitted again, with the same id, until the server acknowledges it.
     *
     * @param timeout how long to wait for the acknowledgement of each transmission; positive
     * @return the delivery
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public static Delivery acked(Duration timeout) {
        return new Delivery("acked", Durations.positive("timeout", timeout));
    }

    /**
     * Whether the message is dropped when there is no connection.
     *
     * @return true for {@link #volatileOnly()}
     */
    public boolean isVolatile() {
        return this == VOLATILE;
    }

    /**
     * How long to wait for an acknowledgement.
     *
     * @return the time for each transmission, or empty if none is awaited
     */
    public Optional<Duration> ackTimeout() {
        return Optional.ofNullable(ackTimeout);
    }

    @Override
    public String toString() {
        return ackTimeout == null ? name : name + " within " + ackTimeout;
    }
}
