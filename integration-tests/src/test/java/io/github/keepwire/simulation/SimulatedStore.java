// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MemoryStore;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.time.Environment;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that survives its clients, refuses commits in the moods that the story gives it, and knows which sends it holds. */
final class SimulatedStore implements MessageStore {
    /** How it takes commits. */
    enum Mood {
        WELL,
        /** Refuses one of three. */
        FLAKY,
        FULL
    }

    /** When in a commit the process dies. */
    enum Moment {
        BEFORE,
        /** With the first half of the additions kept, and no removal. */
        AMID,
        AFTER
    }

    /** How long after a failure all removals are made up for, if nothing fails meanwhile. */
    private static final Duration RECOVERY = Duration.ofMillis(1_100);

    /** The number of a send is part of its payload, which is stored as it is. */
    private static final String NUMBER = "\"n\":";

    private final World world;
    private final MemoryStore kept = new MemoryStore();
    private final Map<Long, Integer> held = new TreeMap<>();
    private final Set<Integer> everHeld = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private long lastFailure = Long.MIN_VALUE / 2;
    private int failures;
    private @Nullable Moment deathAt;
    private Runnable death = () -> {};
    Mood mood = Mood.WELL;

    SimulatedStore(World world) {
        this.world = world;
    }

    @Override
    public Recovered open(Environment environment) {
        return kept.open(environment);
    }

    @Override
    public void commit(List<Entry> added, long[] removed) {
        if (mood == Mood.FULL || (mood == Mood.FLAKY && world.random.nextInt(3) == 0)) {
            failures++;
            lastFailure = world.nanos();
            added.forEach(entry -> refused.add(numberOf(entry)));
            world.note("the store refuses " + added.size() + " in, " + removed.length + " out");
            throw new KeepwireException(ErrorCode.STORE_FAILED, "the disk is full (planned)");
        }
        Moment last = deathAt;
        if (last == Moment.AMID) {
            keep(added.subList(0, added.size() / 2), new long[0]);
        } else if (last != Moment.BEFORE) {
            keep(added, removed);
        }
        if (last != null) {
            world.note("the client dies in a commit, " + last);
            death.run();
        }
    }

    private void keep(List<Entry> added, long[] removed) {
        kept.commit(added, removed);
        for (Entry entry : added) {
            held.put(entry.sequence(), numberOf(entry));
            everHeld.add(numberOf(entry));
        }
        for (long sequence : removed) {
            held.remove(sequence);
        }
    }

    @Override
    public void close() {
        kept.close();
    }

    /** Lets the next commit be the last thing that the process does. */
    void dieAt(Moment moment, Runnable how) {
        deathAt = moment;
        death = how;
    }

    /** Its user is no more, and did not close it. */
    void abandon() {
        deathAt = null;
        kept.close();
    }

    private static int numberOf(Entry entry) {
        String text = new String(entry.data(), ISO_8859_1);
        int begin = text.lastIndexOf(NUMBER) + NUMBER.length();
        return Integer.parseInt(text.substring(begin, text.indexOf(',', begin)));
    }

    /** The numbers of the sends that it holds now. */
    Set<Integer> held() {
        return new HashSet<>(held.values());
    }

    boolean hasHeld(Sent sent) {
        return everHeld.contains(sent.number);
    }

    boolean hasRefused(Sent sent) {
        return refused.contains(sent.number);
    }

    /** Whether nothing can be left to be removed. */
    boolean isCalm() {
        return mood == Mood.WELL && world.nanos() - lastFailure > RECOVERY.toNanos() && world.nanos() > world.lastLeap;
    }

    int failures() {
        return failures;
    }

    @Override
    public String toString() {
        return "in a store";
    }
}
