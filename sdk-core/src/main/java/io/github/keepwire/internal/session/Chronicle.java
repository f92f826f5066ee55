// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.internal.channel.Channels;
import io.github.keepwire.internal.delivery.SendDesk;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.meter.Meters;
import io.github.keepwire.stats.ClientStats;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection tells of itself: changes of its state, how it stands, what it has done.
 *
 * <p>The public methods may be called by any thread; the others belong to the loop.
 */
public final class Chronicle {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SendDesk sends;
    private final Audience audience;
    private final Inbound inbound;
    private final Meters meters;
    private final Standing standing;

    Chronicle(ClientConfig config, SendDesk sends, Channels channels, Inbound inbound) {
        this.sends = sends;
        this.audience = inbound.audience();
        this.inbound = inbound;
        this.meters = new Meters(config.environment());
        this.standing = new Standing(channels, audience, config.environment().wallClock());
    }

    /**
     * How the client stands.
     *
     * @return the value as of the last turn of the loop that changed something
     */
    public ClientSnapshot snapshot() {
        return standing.latest();
    }

    /**
     * What it has done.
     *
     * @return a snapshot as of the last turn of the loop
     */
    public ClientStats stats() {
        return new ClientStats(
                sends.ledger(), sends.outbox(), inbound.stats(), meters.traffic(), meters.timing(), meters.health());
    }

    Inbound inbound() {
        return inbound;
    }

    Meters meters() {
        return meters;
    }

    @Nullable
    String sessionId() {
        return standing.sessionId();
    }

    /** The state has changed; {@code where} is the address at hand. */
    void changed(StateChange change, String where) {
        String reason = SafeText.wire(change.reason());
        if (change.current() == ConnectionState.FAILED) {
            LOG.error("{}: {} -> {}: {}", where, change.previous(), change.current(), reason);
        } else {
            LOG.info("{}: {} -> {}: {}", where, change.previous(), change.current(), reason);
        }
        if (change.error() != null) {
            meters.failed(change.error());
        }
        audience.report(change);
    }

    /** The server told of the session. */
    void met(ClientSnapshot.Session session) {
        standing.met(session);
    }

    /** The link is gone, and the session with it. */
    void parted() {
        standing.parted();
    }

    /** A turn of the loop is over: what it has done can be seen from now on. */
    void turnEnded(ConnectionState state) {
        meters.turnEnded();
        standing.publish(state);
    }
}
