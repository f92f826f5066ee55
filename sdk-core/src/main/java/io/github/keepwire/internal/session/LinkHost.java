// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ClientSnapshot;
import io.github.keepwire.internal.channel.Channels;
import io.github.keepwire.internal.channel.RoomDesk;
import io.github.keepwire.internal.delivery.Deliveries;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.internal.meter.Meters;
import io.github.keepwire.internal.token.TokenDesk;
import io.github.keepwire.policy.Retry;
import org.jspecify.annotations.Nullable;

/** What a life of a link needs of its connection. */
interface LinkHost {
    /** What everything of this client runs on. */
    SerialLane loop();

    /** What is to be written. */
    Deliveries deliveries();

    /** Where what arrives goes. */
    Inbound inbound();

    /** Who listens. */
    Audience audience();

    /** What counts. */
    Meters meters();

    /** What is wanted of the server. */
    Channels channels();

    /** Who hears of rooms. */
    RoomDesk rooms();

    /** Where tokens come from; fails at once if the application gave no provider. */
    TokenDesk tokens();

    /** Feeds the state machine; never called while a dialect is at work. */
    void input(SessionInput input);

    /** The server told of the session: {@link SessionInput.HandshakeDone} follows. */
    void met(ClientSnapshot.Session session);

    /**
     * An attempt has failed, or a link is lost; never called while a dialect is at work.
     *
     * @param link which one
     * @param error why
     * @param wish what the dialect wants to follow, or null if it has no opinion
     */
    void lost(long link, KeepwireException error, @Nullable Retry wish);

    /** Something was done: looks after what hangs on it. */
    void settle();
}
