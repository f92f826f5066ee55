// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.internal.channel.Channels;
import io.github.keepwire.internal.event.Audience;
import java.time.Clock;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * How the client stands, as one value: made anew at the end of each turn of the loop that changed something, so that it is
 * consistent, and there before any future of that turn completes.
 *
 * <p>Belongs to the loop; only {@link #latest()} may be asked by any thread.
 */
final class Standing {
    private final Channels channels;
    private final Audience audience;
    private final Clock clock;
    private ClientSnapshot.Session session = ClientSnapshot.Session.NONE;
    private long channelsSeen;
    private volatile ClientSnapshot latest;

    Standing(Channels channels, Audience audience, Clock clock) {
        this.channels = channels;
        this.audience = audience;
        this.clock = clock;
        this.latest = new ClientSnapshot(
                ConnectionState.IDLE, clock.instant(), session, Collections.emptyList(), Collections.emptyList());
    }

    ClientSnapshot latest() {
        return latest;
    }

    /** What the server calls the session at hand, or null. */
    @Nullable
    String sessionId() {
        return session.id();
    }

    /** The server told of the session. */
    void met(ClientSnapshot.Session told) {
        session = told;
    }

    /** The link is gone, and the session with it. */
    void parted() {
        session = ClientSnapshot.Session.NONE;
    }

    /** A turn of the loop is over: tells what it has changed, if anything. */
    void publish(ConnectionState state) {
        ClientSnapshot before = latest;
        boolean sameState = before.state() == state;
        if (sameState && before.session().equals(session) && channels.changes() == channelsSeen) {
            return;
        }
        channelsSeen = channels.changes();
        ClientSnapshot now = new ClientSnapshot(
                state, sameState ? before.since() : clock.instant(), session, channels.rooms(), channels.channels());
        if (!now.equals(before)) {
            latest = now;
            audience.report(now);
        }
    }
}
