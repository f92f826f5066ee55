// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to go into the store and out of it. One commit is under way at a time; all that gathers meanwhile goes with the
 * next one. Belongs to the loop.
 *
 * <p>Additions that failed are not tried again: whoever sent them is told. Removals are, with the next addition or after a
 * second, whichever comes first.
 */
final class Commits {
    /**
     * One commit.
     *
     * @param added what goes in, in the order of the sends
     * @param removed the sequences of what goes out
     */
    record Commit(List<Outgoing> added, List<Long> removed) {}

    private static final long RETRY_NANOS = 1_000_000_000L;

    private List<Outgoing> added = new ArrayList<>();
    private List<Long> removed = new ArrayList<>();
    private boolean underWay;
    /** When removals that failed are tried again, or {@link Alarm#NEVER} if none did. */
    private long retryAt = Alarm.NEVER;

    void add(Outgoing outgoing) {
        added.add(outgoing);
    }

    void remove(long sequence) {
        removed.add(sequence);
    }

    /** The next commit, which is then under way; null if one is, or there is nothing to do. */
    @Nullable
    Commit next(long nowNanos) {
        boolean resting = retryAt != Alarm.NEVER && nowNanos - retryAt < 0;
        return added.isEmpty() && resting ? null : last();
    }

    /** Like {@link #next}, without waiting for a better time. */
    @Nullable
    Commit last() {
        if (underWay || (added.isEmpty() && removed.isEmpty())) {
            return null;
        }
        Commit commit = new Commit(added, removed);
        added = new ArrayList<>();
        removed = new ArrayList<>();
        retryAt = Alarm.NEVER;
        underWay = true;
        return commit;
    }

    void done() {
        underWay = false;
    }

    void failed(Commit commit, long nowNanos) {
        underWay = false;
        commit.removed().addAll(removed);
        removed = commit.removed();
        if (!removed.isEmpty()) {
            retryAt = nowNanos + RETRY_NANOS;
        }
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** When {@link #next} will have something that it has not now, or {@link Alarm#NEVER}. */
    long nextDue() {
        return underWay ? Alarm.NEVER : retryAt;
    }
}
