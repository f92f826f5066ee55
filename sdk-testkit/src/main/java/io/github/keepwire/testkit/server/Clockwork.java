// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.testkit.TestEnvironment;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Ticker;
import io.github.keepwire.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server does again and again while it runs, on the test's time or on the machine's. */
final class Clockwork {
    private static final Logger LOG = LoggerFactory.getLogger(DevServer.class);

    private final @Nullable Environment given;
    private final Set<Beat> beats = ConcurrentHashMap.newKeySet();
    private volatile @Nullable TestEnvironment own;

    Clockwork(@Nullable Environment given) {
        this.given = given;
    }

    Ticker ticker() {
        return given == null ? Ticker.system() : given.ticker();
    }

    Instant now() {
        Clock clock = given == null ? Clock.systemUTC() : given.wallClock();
        return clock.instant();
    }

    void start() {
        if (given == null) {
            own = TestEnvironment.start();
        }
    }

    void stop() {
        beats.forEach(Beat::stop);
        beats.clear();
        TestEnvironment ending = own;
        own = null;
        if (ending != null) {
            ending.close();
        }
    }

    /** Does some work again and again until this stops; does nothing if the period is zero. */
    void every(Duration period, Runnable work) {
        Timer timer = timer();
        if (timer != null && !period.isZero()) {
            Beat beat = new Beat(timer, period, work);
            beats.add(beat);
            beat.plan();
        }
    }

    private @Nullable Timer timer() {
        TestEnvironment running = own;
        if (given != null) {
            return given.timer();
        }
        return running == null ? null : running.environment().timer();
    }

    private static final class Beat {
        private final Timer timer;
        private final Duration period;
        private final Runnable work;
        private volatile boolean stopped;
        private volatile Timer.@Nullable Handle planned;

        Beat(Timer timer, Duration period, Runnable work) {
            this.timer = timer;
            this.period = period;
            this.work = work;
        }

        void plan() {
            planned = timer.schedule(period, this::run);
        }

        private void run() {
            if (stopped) {
                return;
            }
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("What the dev server does again and again failed", e);
            }
            if (!stopped) {
                plan();
            }
        }

        void stop() {
            stopped = true;
            Timer.Handle next = planned;
            if (next != null) {
                next.cancel();
            }
        }
    }
}
