// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one server, or servers that can stand in for one another, are found, and which one an attempt goes to. Immutable;
 * safe for use by any thread.
 *
 * <pre>{@code
 * Addresses.of(primary, backup).ordered().returnAfter(ofMinutes(10))
 * }</pre>
 *
 * <p>An address that failed cools down: it is left out while there is another. In a row of failures each address is tried
 * once before any is tried again, and an address is never waited for: when all have failed, the one that failed first is
 * next. Which one is preferred otherwise:
 *
 * <ul>
 *   <li>{@link #sticky()}, the default: the one that worked last, else the one behind it;
 *   <li>{@link #ordered()}: the first of the list;
 *   <li>{@link #roundRobin()}: the one behind the last one tried, beginning anywhere, so that many clients share the load.
 * </ul>
 *
 * <p>Order of messages holds across addresses only where the servers behind them share their state.
 */
public final class Addresses {
    /** How long an address that failed is left out. */
    public static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(10);

    private final List<URI> all;
    private final Order order;
    private final Duration coolDown;
    private final @Nullable Duration returnAfter;

    /** Which address is preferred. */
    public enum Order {
        /** The one that worked last. */
        STICKY,
        /** The first of the list. */
        ORDERED,
        /** The one behind the last one tried. */
        ROUND_ROBIN
    }

    private Addresses(Draft draft) {
        all = draft.all;
        order = draft.order;
        coolDown = draft.coolDown;
        returnAfter = draft.returnAfter;
        if (order == Order.ROUND_ROBIN && returnAfter != null) {
            throw new IllegalArgumentException("returnAfter is not for roundRobin, which prefers no address");
        }
    }

    /**
     * One address or more, in order of preference; sticky, with a cool-down of 10 s.
     *
     * @param first a {@code ws} or {@code wss} address with a host, without user info and fragment
     * @param others what stands in for it; the same rules
     * @return the addresses
     * @throws IllegalArgumentException if an address breaks the rules or is there twice; the message holds no query
     */
    public static Addresses of(URI first, URI... others) {
        List<URI> all = new ArrayList<>(1 + others.length);
        all.add(first);
        Collections.addAll(all, others);
        Set<URI> seen = new HashSet<>();
        for (URI uri : all) {
            check(uri);
            if (!seen.add(uri)) {
                throw new IllegalArgumentException("address is there twice: " + SafeText.uri(uri));
            }
        }
        return new Addresses(new Draft(Collections.unmodifiableList(all)));
    }

    private static void check(URI uri) {
        String scheme = requireNonNull(uri, "address").getScheme();
        boolean socket = "ws".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme);
        if (!socket || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "address must be ws:// or wss:// with a host, without user info and fragment: "
                            + SafeText.uri(uri));
        }
    }

    /**
     * The same addresses, the first of the list preferred.
     *
     * @return new addresses
     */
    public Addresses ordered() {
        return with(draft -> draft.order = Order.ORDERED);
    }

    /**
     * The same addresses, the one that worked last preferred. The default.
     *
     * @return new addresses
     */
    public Addresses sticky() {
        return with(draft -> draft.order = Order.STICKY);
    }

    /**
     * The same addresses, each attempt going to the next one, beginning anywhere.
     *
     * @return new addresses
     * @throws IllegalArgumentException if they have a return policy
     */
    public Addresses roundRobin() {
        return with(draft -> draft.order = Order.ROUND_ROBIN);
    }

    /**
     * The same addresses with another cool-down.
     *
     * @param value how long an address that failed is left out while there is another; positive; 10 s by default
     * @return new addresses
     * @throws IllegalArgumentException if the value is not positive
     */
    public Addresses coolDown(Duration value) {
        Durations.reckoned("coolDown", value);
        return with(draft -> draft.coolDown = value);
    }

    /**
     * The same addresses with a way back: a connection that has been with another address than the first for so long is given
     * up for an attempt at the first. Without one it stays.
     *
     * @param value how long; positive
     * @return new addresses
     * @throws IllegalArgumentException if the value is not positive, or the addresses are tried round robin
     */
    public Addresses returnAfter(Duration value) {
        Durations.reckoned("returnAfter", value);
        return with(draft -> draft.returnAfter = value);
    }

    /**
     * The addresses.
     *
     * @return at least one; cannot be changed; queries may be secret
     */
    public List<URI> all() {
        return all;
    }

    /**
     * Which address is preferred.
     *
     * @return the order
     */
    public Order order() {
        return order;
    }

    /**
     * How long an address that failed is left out while there is another.
     *
     * @return a positive duration
     */
    public Duration coolDown() {
        return coolDown;
    }

    /**
     * When a connection goes back to the first address.
     *
     * @return how long after it has left it, or empty if it stays
     */
    public Optional<Duration> returnAfter() {
        return Optional.ofNullable(returnAfter);
    }

    /** Tells order and addresses, without their queries. */
    @Override
    public String toString() {
        List<String> told = new ArrayList<>(all.size());
        all.forEach(uri -> told.add(SafeText.uri(uri)));
        return order + " " + told;
    }

    private Addresses with(Consumer<Draft> change) {
        Draft draft = new Draft(all);
        draft.order = order;
        draft.coolDown = coolDown;
        draft.returnAfter = returnAfter;
        change.accept(draft);
        return new Addresses(draft);
    }

    /** Addresses that are being made: the defaults, to begin with. */
    private static final class Draft {
        private final List<URI> all;
        private Order order = Order.STICKY;
        private Duration coolDown = DEFAULT_COOL_DOWN;
        private @Nullable Duration returnAfter;

        private Draft(List<URI> all) {
            this.all = all;
        }
    }
}
