// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.RateLimiter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Who a client is, whether it may stay, and whether it may say more now. */
final class Door {
    static final String USER = "user";

    private final FeedSettings settings;
    private final Optional<RateLimiter> limiter;
    private final AtomicLong strangers = new AtomicLong();

    Door(FeedSettings settings, Clockwork clockwork) {
        this.settings = settings;
        RateLimit limit = settings.rateLimit();
        limiter = limit == null ? Optional.empty() : Optional.of(new RateLimiter(limit, clockwork.ticker()));
    }

    /** False if the peer is sent away; else it is known by its {@code client_id}, or by a name that it gets here. */
    boolean letsIn(Peer peer) {
        Optional<Caller> caller = ShownTokens.of(peer).caller();
        if (settings.demandsTokens() && caller.isEmpty()) {
            peer.close(Gate.UNAUTHORIZED.code(), Gate.UNAUTHORIZED.reason());
            return false;
        }
        caller.ifPresent(known -> peer.note(USER, known.name()));
        return true;
    }

    /** Makes the peer known; done last, since a test waits for it. */
    void identify(Peer peer) {
        peer.identify(peer.query("client_id")
                .filter(id -> !id.isEmpty())
                .orElseGet(() -> "client-" + strangers.incrementAndGet()));
    }

    boolean isTooFast(Peer peer) {
        return limiter.isPresent() && !limiter.get().tryAcquire(peer.deviceId().orElse(""));
    }
}
