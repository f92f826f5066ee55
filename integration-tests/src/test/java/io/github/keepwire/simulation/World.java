// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.SplittableRandom;

/** All that a client lives in, and that is there before and after it. */
final class World {
    final SplittableRandom random;
    final ManualTime time;
    final Trace trace = new Trace();
    final Verdict verdict = new Verdict();
    final Plan plan;
    final ModelServer server;
    final SimulatedStore store;
    final Tokens tokens;
    int maxLatencyMillis = 20;
    /** Whether the time that a process was away can be told from the wall clock no longer. */
    boolean wallClockSet;

    int leaps;
    /** When a leap of the clocks ended last: what was due on the way was late. */
    long lastLeap;

    World(long seed) {
        random = new SplittableRandom(seed);
        time = new ManualTime(seed);
        store = new SimulatedStore(this);
        plan = new Plan(random, store);
        tokens = new Tokens(this);
        server = new ModelServer(this);
        note("plan: " + plan);
    }

    void note(String line) {
        trace.add(nanos(), line);
    }

    /** Does something, and all that follows from it at once. */
    void act(String what, Runnable action) {
        note(what);
        action.run();
        time.run();
    }

    Timer timer() {
        return time.environment().timer();
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    void leap(Duration duration) {
        leaps++;
        lastLeap = nanos() + duration.toNanos();
        time.leap(duration);
    }

    void setWallClock(Duration change) {
        wallClockSet = true;
        time.setWallClock(change);
    }

    /** Whether the time to live of a send is what its options say: while nobody looks it is told by the wall clock. */
    boolean knowsLifeOf(Sent sent) {
        return sent.restores == 0 || !wallClockSet;
    }

    /** Whether the client knows that the server has it, or could if it read what is there for it to read. */
    boolean isAckKnown(Sent sent) {
        return isSteady() && server.hasAcked(sent.id, nanos());
    }

    /** Whether what was due in the last leap is done. */
    boolean isSteady() {
        return leaps == 0 || nanos() - lastLeap > 1_000_000_000L;
    }

    Duration latency() {
        return Duration.ofNanos(random.nextInt(maxLatencyMillis) * 1_000_000L + random.nextInt(1_000_000));
    }

    Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    long nanos() {
        return time.environment().ticker().nanos();
    }
}
