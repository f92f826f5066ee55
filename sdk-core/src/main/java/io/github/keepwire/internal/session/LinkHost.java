// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.delivery.Deliveries;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.loop.SerialLane;

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

    /** Where tokens come from; fails at once if the application gave no provider. */
    TokenDesk tokens();

    /** Feeds the state machine; never called while a dialect is at work. */
    void input(SessionInput input);

    /** Something was done: looks after what hangs on it. */
    void settle();
}
