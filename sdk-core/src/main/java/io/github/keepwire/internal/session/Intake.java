// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.event.Mailbox;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;

/**
 * How much is asked of one link: as much as the mailbox has room for. While it has none, nothing is asked, so that a slow
 * listener slows the peer, and the clocks that wait for the peer stand still.
 *
 * <p>Belongs to the loop.
 */
final class Intake {
    private final Link link;
    private final LinkHost host;
    private final Pulse pulse;
    private final Demand demand = new Demand();
    private boolean open;

    Intake(Link link, LinkHost host, Pulse pulse) {
        this.link = link;
        this.host = host;
        this.pulse = pulse;
    }

    /** The handshake is done. What arrives before must not wait for a slow listener. */
    void open() {
        open = true;
    }

    void received(Frame frame) {
        demand.received(frame.byteCount());
    }

    /** Asks for more, if there is room for it. */
    void renew() {
        Mailbox mailbox = host.audience().mailbox();
        if (open && mailbox.isFull()) {
            if (demand.isNone() && !pulse.isPaused()) {
                pulse.pause();
                host.deliveries().holdAcks();
            }
            return;
        }
        demand.renew(link);
        if (pulse.isPaused()) {
            long nowNanos = pulse.now();
            pulse.resume(nowNanos);
            host.deliveries().awaitAcks(nowNanos);
        }
    }
}
