// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.meter;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.stats.ClientStats;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Ticker;
import io.github.keepwire.transport.Frame;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes over the wire, how long answers take, and what goes wrong. A message costs two additions; the time is looked
 * at once for each turn of the loop.
 *
 * <p>Belongs to the loop; the three methods that answer a part of {@link ClientStats} may be called by any thread.
 */
public final class Meters {
    /** A total, and how fast it grows. */
    private static final class Meter {
        private final AtomicLong total = new AtomicLong();
        private final RateWindow window;

        Meter(long nowNanos) {
            window = new RateWindow(nowNanos);
        }

        /** One writer: no need for an atomic addition. */
        void add(long count) {
            total.lazySet(total.get() + count);
        }

        void sample(long nowNanos) {
            window.sample(nowNanos, total.get());
        }

        double perSecond(long nowNanos) {
            return window.perSecond(nowNanos, total.get());
        }
    }

    private final Ticker ticker;
    private final Clock clock;
    private final Meter messagesIn;
    private final Meter bytesIn;
    private final Meter messagesOut;
    private final Meter bytesOut;
    private final Meter errors;
    private final Histogram acks = new Histogram();
    private final Histogram pings = new Histogram();
    private final AtomicLong connections = new AtomicLong();
    private volatile ClientStats.@Nullable LastError lastError;
    private boolean changed;

    /**
     * Starts with nothing counted.
     *
     * @param environment whose clocks count
     */
    public Meters(Environment environment) {
        this.ticker = environment.ticker();
        this.clock = environment.wallClock();
        long nowNanos = ticker.nanos();
        this.messagesIn = new Meter(nowNanos);
        this.bytesIn = new Meter(nowNanos);
        this.messagesOut = new Meter(nowNanos);
        this.bytesOut = new Meter(nowNanos);
        this.errors = new Meter(nowNanos);
    }

    /**
     * A frame arrived.
     *
     * @param frame what the peer sent
     */
    public void received(Frame frame) {
        messagesIn.add(1);
        bytesIn.add(frame.byteCount());
        changed = true;
    }

    /**
     * Frames were handed to the link.
     *
     * @param frames what one message or command became
     */
    public void wrote(Frame... frames) {
        for (Frame frame : frames) {
            messagesOut.add(1);
            bytesOut.add(frame.byteCount());
        }
        changed = true;
    }

    /**
     * An ack came.
     *
     * @param transmittedAt when that was transmitted, as a reading of the ticker; {@link Alarm#NEVER} where nobody can tell
     *     which transmission it is for
     */
    public void acked(long transmittedAt) {
        if (transmittedAt != Alarm.NEVER) {
            acks.record(ticker.nanos() - transmittedAt);
        }
    }

    /**
     * A ping was answered.
     *
     * @param nanos after how long
     */
    public void ponged(long nanos) {
        pings.record(nanos);
    }

    /** A connection is open. */
    public void opened() {
        connections.lazySet(connections.get() + 1);
    }

    /**
     * Something went wrong; that the client was closed is no error.
     *
     * @param error what
     */
    public void failed(KeepwireException error) {
        if (error.code() != ErrorCode.CLOSED) {
            errors.add(1);
            changed = true;
            String text = SafeText.wire(String.valueOf(error.getMessage()));
            lastError = new ClientStats.LastError(error.code(), text, clock.instant());
        }
    }

    /** The loop has done what there was to do: looks at the time, if anything was counted. */
    public void turnEnded() {
        if (changed) {
            changed = false;
            long nowNanos = ticker.nanos();
            messagesIn.sample(nowNanos);
            bytesIn.sample(nowNanos);
            messagesOut.sample(nowNanos);
            bytesOut.sample(nowNanos);
            errors.sample(nowNanos);
        }
    }

    // any thread

    /**
     * What went over the wire. For any thread.
     *
     * @return totals, and how fast they grow
     */
    public ClientStats.Traffic traffic() {
        long nowNanos = ticker.nanos();
        return new ClientStats.Traffic(flow(messagesIn, bytesIn, nowNanos), flow(messagesOut, bytesOut, nowNanos));
    }

    private static ClientStats.Flow flow(Meter messages, Meter bytes, long nowNanos) {
        return new ClientStats.Flow(
                messages.total.get(), bytes.total.get(), messages.perSecond(nowNanos), bytes.perSecond(nowNanos));
    }

    /**
     * How long answers took. For any thread.
     *
     * @return for acks and for pings
     */
    public ClientStats.Timing timing() {
        return new ClientStats.Timing(acks.snapshot(), pings.snapshot());
    }

    /**
     * What went wrong. For any thread.
     *
     * @return the errors so far, and how often there was a connection
     */
    public ClientStats.Health health() {
        return new ClientStats.Health(
                connections.get(), errors.total.get(), errors.perSecond(ticker.nanos()), lastError);
    }
}
