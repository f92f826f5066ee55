// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.stats;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a client. Each part is consistent in itself.
 *
 * @param ledger what became of everything that was sent
 * @param outbox what of it is still here
 * @param inbound what became of everything that arrived
 * @param traffic what went over the wire, and how fast
 * @param timing how long answers took
 * @param health connections and errors
 */
public record ClientStats(
        Ledger ledger,
        ClientStats.Outbox outbox,
        ClientStats.Inbound inbound,
        Traffic traffic,
        Timing timing,
        Health health) {
    /** Checks the parts. */
    public ClientStats {
        requireNonNull(ledger, "ledger");
        requireNonNull(outbox, "outbox");
        requireNonNull(inbound, "inbound");
        requireNonNull(traffic, "traffic");
        requireNonNull(timing, "timing");
        requireNonNull(health, "health");
    }

    /**
     * The error rate: how many errors there were for each message on the wire, in or out, within the window of the rates.
     *
     * @return from 0 to 1; 0 where nothing went wrong, 1 where nothing else happened
     */
    public double errorRate() {
        double errors = health.errorsPerSecond();
        double messages = traffic.in().messagesPerSecond() + traffic.out().messagesPerSecond();
        return errors == 0 ? 0 : Math.min(1, errors / messages);
    }

    /**
     * What went over the wire since the client was built, on all its links.
     *
     * @param in what was received
     * @param out what was handed to the link
     */
    public record Traffic(Flow in, Flow out) {
        /** Checks the parts. */
        public Traffic {
            requireNonNull(in, "in");
            requireNonNull(out, "out");
        }
    }

    /**
     * One direction. Rates are those of the last 9 to 10 s: of the second at hand, counted from the building of the client, and
     * the nine before it; of a younger client, of its life, but of one second at least.
     *
     * @param messages WebSocket messages, the dialect's own (heartbeats, confirmations) included; no pings and pongs
     * @param bytes their content as it was before compression, without the framing of WebSocket and TLS
     * @param messagesPerSecond how many messages in a second
     * @param bytesPerSecond how many bytes in a second
     */
    public record Flow(long messages, long bytes, double messagesPerSecond, double bytesPerSecond) {}

    /**
     * How long answers took since the client was built.
     *
     * @param ack from handing a message to the link to the server's acknowledgement; only of messages that were transmitted once,
     *     since of others nobody can tell which transmission the acknowledgement is for
     * @param ping from a WebSocket ping to its pong, not counting those that came while we did not read
     */
    public record Timing(Latency ack, Latency ping) {
        /** Checks the parts. */
        public Timing {
            requireNonNull(ack, "ack");
            requireNonNull(ping, "ping");
        }
    }

    /**
     * How long something took.
     *
     * @param count how often it was measured; everything else is zero where it never was
     * @param average the mean
     * @param p50 half of them took no longer; within 4 % or a microsecond
     * @param p99 99 of 100 took no longer; within 4 % or a microsecond
     * @param max the longest
     */
    public record Latency(long count, Duration average, Duration p50, Duration p99, Duration max) {
        /** Nothing was measured. */
        public static final Latency NONE = new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        /** Checks the parts. */
        public Latency {
            requireNonNull(average, "average");
            requireNonNull(p50, "p50");
            requireNonNull(p99, "p99");
            requireNonNull(max, "max");
        }
    }

    /**
     * Connections and errors since the client was built.
     *
     * @param connections how often the connection was opened
     * @param errors what was told to {@code onError}, and links that were lost or refused
     * @param errorsPerSecond how many in a second, in the window of {@link Flow}
     * @param lastError the last of them, or null if there was none
     */
    public record Health(
            long connections,
            long errors,
            double errorsPerSecond,
            @Nullable LastError lastError) {
        /**
         * How often the connection was opened again.
         *
         * @return all connections but the first
         */
        public long reconnects() {
            return Math.max(0, connections - 1);
        }
    }

    /**
     * An error.
     *
     * @param code what kind
     * @param text for people; printable and bounded, without secrets
     * @param at when, by the client's wall clock
     */
    public record LastError(ErrorCode code, String text, Instant at) {
        /** Checks the parts. */
        public LastError {
            requireNonNull(code, "code");
            requireNonNull(text, "text");
            requireNonNull(at, "at");
        }
    }

    /**
     * What became of everything that arrived. Where a dialect's frame holds one message at most, this holds, but for what is being
     * counted at this moment:
     *
     * <pre>
     * frames + recovered = control + malformed + repeated + behind + invalid + filtered + limited + delivered
     * </pre>
     *
     * @param frames frames received
     * @param recovered messages that a history brought
     * @param control frames that only the dialect cares for: confirmations, answers to heartbeats
     * @param malformed frames that were not what the dialect expects
     * @param repeated messages whose number had come before
     * @param behind messages that wait until the history has answered
     * @param invalid messages that broke a rule
     * @param filtered messages that a filter held back
     * @param limited messages that their sender's rate limit held back
     * @param delivered messages on their way to listeners, whatever becomes of them
     * @param waiting messages and events that listeners have not returned from yet
     * @param dropped of these, messages that were dropped since listeners were too slow
     */
    public record Inbound(
            long frames,
            long recovered,
            long control,
            long malformed,
            long repeated,
            long behind,
            long invalid,
            long filtered,
            long limited,
            long delivered,
            long waiting,
            long dropped) {}

    /**
     * What is in the outbox: accepted, and without an outcome.
     *
     * @param messages how many, those in flight and those being stored included
     * @param bytes what their payloads hold
     * @param oldestAge how long ago the oldest of them was sent; zero if there is none
     * @param waiters how many others wait for room
     */
    public record Outbox(int messages, long bytes, Duration oldestAge, int waiters) {
        /** Checks the parts. */
        public Outbox {
            requireNonNull(oldestAge, "oldestAge");
        }
    }

    /**
     * What became of every message that was ever offered. Both sums hold in every snapshot:
     *
     * <pre>
     * offered  = refused + waiting + accepted
     * accepted + restored = ended + queued + inFlight
     * </pre>
     *
     * @param offered sends that were called
     * @param refused sends whose {@code accepted()} failed
     * @param waiting sends that are neither refused nor accepted yet
     * @param accepted sends that Keepwire took responsibility for
     * @param restored messages found in the store at start
     * @param ended messages that have their outcome
     * @param queued messages that wait to be written
     * @param inFlight messages handed to the link whose outcome is open
     */
    public record Ledger(
            long offered,
            long refused,
            long waiting,
            long accepted,
            long restored,
            long ended,
            long queued,
            long inFlight) {
        /**
         * Whether both sums hold.
         *
         * @return true, always, for a snapshot of a client
         */
        public boolean balances() {
            return offered == refused + waiting + accepted && accepted + restored == ended + queued + inFlight;
        }
    }
}
