// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.time.Duration;
import java.util.function.Consumer;

/** Says that the server is there, and lets those go who have not been heard of for too long. */
final class Housekeeping {
    private static final int GOING_AWAY = 1001;
    private static final int CHECKS = 10;

    private final FeedSettings settings;
    private final Clockwork clockwork;

    Housekeeping(FeedSettings settings, Clockwork clockwork) {
        this.settings = settings;
        this.clockwork = clockwork;
    }

    void start(Peers peers, Consumer<Peer> heartbeat) {
        clockwork.every(settings.heartbeat(), () -> peers.all().forEach(heartbeat));
        clockwork.every(settings.silence().dividedBy(CHECKS), () -> peers.all().forEach(this::letGoIfSilent));
    }

    private void letGoIfSilent(Peer peer) {
        Duration silent = peer.silentFor();
        if (silent.compareTo(settings.silence()) < 0) {
            return;
        }
        if (peer.isOpen()) {
            peer.close(GOING_AWAY, "silent for " + silent.toSeconds() + " s");
        } else {
            peer.drop();
        }
    }
}
