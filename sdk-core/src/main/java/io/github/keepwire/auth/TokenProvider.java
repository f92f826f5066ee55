// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a fresh token comes from. Asked for every attempt to connect, and when a token is to be renewed, on a lane of its
 * own, under a deadline of 10 s. Whoever wants a token while one is being fetched gets that one.
 *
 * <p>A provider that throws, answers null, brings a token that has expired already, or does not answer in time fails the
 * attempt, not the client.
 */
@FunctionalInterface
public interface TokenProvider {
    /**
     * Fetches a token.
     *
     * @return the token, now or later
     */
    CompletionStage<Token> token();

    /**
     * When the token of an open connection is renewed. Immutable.
     *
     * <pre>{@code
     * TokenProvider.Refresh.every(ofMinutes(4))
     * TokenProvider.Refresh.defaults().lead(ofSeconds(30))
     * }</pre>
     *
     * <p>A token that tells when it expires, by {@link Token#expiresAt} or as a JSON Web Token by its {@code exp}, is renewed 60 s
     * before; one that lives for less than twice as long, after half its life. One that tells nothing is renewed only where
     * there is an interval. The expiry is reckoned by the wall clock when the token comes, and from then on by the ticker.
     *
     * <p>The fresh token is told in-band where the dialect knows how ({@code TOKEN_RENEWAL}); else the client reconnects, once
     * nothing is being written, at once and without counting an attempt. A provider that fails meanwhile is reported and asked
     * again after 10 s, 20 s, 40 s .. 60 s, also once the token has expired; that ends no connection. There is never more than one
     * renewal in 10 s.
     */
    final class Refresh {
        /** How long before the expiry a token is renewed. */
        public static final Duration DEFAULT_LEAD = Duration.ofSeconds(60);

        private static final Duration LONGEST = Duration.ofDays(365);

        private final Duration lead;
        private final @Nullable Duration interval;
        private final boolean off;

        private Refresh(Duration lead, @Nullable Duration interval, boolean off) {
            this.lead = lead;
            this.interval = interval;
            this.off = off;
        }

        /**
         * 60 s before the expiry of each token that tells one.
         *
         * @return the default
         */
        public static Refresh defaults() {
            return new Refresh(DEFAULT_LEAD, null, false);
        }

        /**
         * At an interval, whatever the token tells; and 60 s before its expiry, if that is sooner.
         *
         * @param interval how old a token may become; positive, a year at most
         * @return the policy
         * @throws IllegalArgumentException if it is not
         */
        public static Refresh every(Duration interval) {
            return new Refresh(DEFAULT_LEAD, checked("interval", interval), false);
        }

        /**
         * Never, and no expiry is looked at: whatever the provider brings is shown. For machines whose wall clock is wrong.
         *
         * @return the policy
         */
        public static Refresh never() {
            return new Refresh(DEFAULT_LEAD, null, true);
        }

        /**
         * The same policy with another lead.
         *
         * @param value how long before its expiry a token is renewed; positive, a year at most
         * @return a new policy
         * @throws IllegalArgumentException if it is not
         */
        public Refresh lead(Duration value) {
            return new Refresh(checked("lead", value), interval, off);
        }

        /**
         * How long before its expiry a token is renewed.
         *
         * @return a positive duration
         */
        public Duration lead() {
            return lead;
        }

        /**
         * How old a token may become, whatever it tells.
         *
         * @return a positive duration, or empty for any age
         */
        public Optional<Duration> interval() {
            return Optional.ofNullable(interval);
        }

        /**
         * Whether no token is ever renewed.
         *
         * @return true for {@link #never()}
         */
        public boolean isOff() {
            return off;
        }

        private static Duration checked(String name, Duration value) {
            if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(name + " must be positive, and a year at most: " + value);
            }
            return value;
        }
    }
}
