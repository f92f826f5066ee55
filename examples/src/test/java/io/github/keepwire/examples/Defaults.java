// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.List;

/** The rows of the README's table of defaults, made from the constants they tell of. */
final class Defaults {
    private Defaults() {}

    static List<String> rows() {
        return List.of(
                "| outbox | in memory, " + Outbox.DEFAULT_MAX_MESSAGES + " messages and "
                        + mebibytes(Outbox.DEFAULT_MAX_BYTES)
                        + "; refuses when full |",
                "| in flight (acked) | " + Outbox.DEFAULT_MAX_IN_FLIGHT + " |",
                "| mailbox of the listeners | " + Inbox.DEFAULT_MAX_MESSAGES + " messages and "
                        + mebibytes(Inbox.DEFAULT_MAX_BYTES) + "; when full, the socket is paused for up to "
                        + seconds(Inbox.DEFAULT_PAUSE_AT_MOST) + ", then " + mebibytes(Inbox.DEFAULT_RESERVE_BYTES)
                        + " more, then the oldest are dropped |",
                "| reconnect | exponential " + seconds(Reconnect.DEFAULT_BASE) + " x 2, cap "
                        + seconds(Reconnect.DEFAULT_CAP) + ", full jitter, endless; attempts forgotten once open for "
                        + seconds(Reconnect.DEFAULT_STABLE_AFTER) + " |",
                "| a server's `Retry-After` | honoured up to " + Reconnect.DEFAULT_RETRY_AFTER_AT_MOST.toMinutes()
                        + " min |",
                "| an address that failed | not tried for " + seconds(Addresses.DEFAULT_COOL_DOWN)
                        + " where there is another |",
                "| handshake deadline | " + seconds(LinkRequest.DEFAULT_HANDSHAKE_TIMEOUT) + " |",
                "| heartbeat | every " + seconds(Heartbeat.DEFAULT_INTERVAL) + ", answered within "
                        + seconds(Heartbeat.DEFAULT_TIMEOUT) + " |",
                "| largest message out | " + mebibytes(MessageValidator.DEFAULT_MAX_BYTES) + " of payload |",
                "| largest message in | " + mebibytes(LinkRequest.DEFAULT_MAX_MESSAGE_BYTES) + " |",
                "| timestamps of the device envelope | within " + MessageValidator.DEVICE_TIMESTAMP_WINDOW.toHours()
                        + " h of our clock, both ways |",
                "| one write | taken by the system within " + seconds(LinkRequest.DEFAULT_WRITE_TIMEOUT) + " |",
                "| close | drains up to " + seconds(RealtimeClient.DEFAULT_DRAIN)
                        + "; the server has " + seconds(LinkRequest.DEFAULT_CLOSE_TIMEOUT)
                        + " to answer the close frame |");
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
