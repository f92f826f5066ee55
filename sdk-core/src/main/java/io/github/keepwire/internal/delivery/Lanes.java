// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that waits to be written: a {@link Lane} for each priority and key. More urgent lanes go first; within a priority the
 * one with the oldest head. A lane whose head may not go holds back only itself.
 *
 * <p>Each step costs the logarithm of what is queued; but the lanes that wait for one permit are all looked at again when it is
 * there. Belongs to the loop.
 */
final class Lanes {
    private static final Priority[] BY_URGENCY = Priority.values();

    /** The lanes of one priority that are not held, by what their head needs, and all messages of it. */
    private static final class Shelf {
        final TreeSet<Lane> awaitingAcks = new TreeSet<>(BY_HEAD);
        final TreeSet<Lane> others = new TreeSet<>(BY_HEAD);
        final TreeSet<Outgoing> messages = new TreeSet<>(Lane.BY_AGE);

        SortedSet<Lane> ready(Outgoing head) {
            return head.isAcked() ? awaitingAcks : others;
        }
    }

    private static final Comparator<Lane> BY_HEAD = Comparator.comparingLong(lane -> lane.head().sequence);

    private final Map<Lane.Key, Lane> lanes = new HashMap<>();
    private final Map<Priority, Shelf> shelves = new EnumMap<>(Priority.class);
    private final TreeSet<Lane> held =
            new TreeSet<>(Comparator.<Lane>comparingLong(lane -> lane.heldUntil).thenComparing(BY_HEAD));
    private final Parked parked = new Parked();
    private int size;
    private int volatiles;

    Lanes() {
        for (Priority priority : BY_URGENCY) {
            shelves.put(priority, new Shelf());
        }
    }

    void add(Outgoing outgoing) {
        Lane lane = lanes.computeIfAbsent(outgoing.lane(), Lane::new);
        Outgoing head = lane.headOrNull();
        boolean newHead = head == null || outgoing.sequence < head.sequence;
        if (newHead) {
            unlist(lane);
        }
        lane.add(outgoing);
        if (newHead) {
            list(lane);
        }
        shelf(lane).messages.add(outgoing);
        size++;
        volatiles += outgoing.isVolatile() ? 1 : 0;
    }

    void remove(Outgoing outgoing) {
        Lane lane = laneOf(outgoing);
        boolean wasHead = lane.head() == outgoing;
        if (wasHead) {
            unlist(lane);
        }
        lane.remove(outgoing);
        if (lane.isEmpty()) {
            lanes.remove(lane.key);
        } else if (wasHead) {
            list(lane);
        }
        shelf(lane).messages.remove(outgoing);
        size--;
        volatiles -= outgoing.isVolatile() ? 1 : 0;
    }

    /**
     * Tells what is to go next.
     *
     * @param windowOpen whether a message that wants an ack may go
     * @return the head of a lane, or null if none may go
     */
    @Nullable
    Outgoing first(boolean windowOpen) {
        for (Priority priority : BY_URGENCY) {
            Shelf shelf = shelf(priority);
            Outgoing other = headOf(shelf.others);
            Outgoing acked = windowOpen ? headOf(shelf.awaitingAcks) : null;
            if (other != null && (acked == null || other.sequence < acked.sequence)) {
                return other;
            }
            if (acked != null) {
                return acked;
            }
        }
        return null;
    }

    /** Holds back the lane of a message at its head. */
    void hold(Outgoing head, long until) {
        Lane lane = laneOf(head);
        unlist(lane);
        lane.heldUntil = until;
        held.add(lane);
    }

    /** Lets go of the lanes whose time has come. */
    void release(long nowNanos) {
        while (!held.isEmpty() && nowNanos - held.first().heldUntil >= 0) {
            Lane lane = held.first();
            unlist(lane);
            list(lane);
        }
    }

    /** When {@link #release} has something to do, or {@link Alarm#NEVER}. */
    long nextRelease() {
        return held.isEmpty() ? Alarm.NEVER : held.first().heldUntil;
    }

    /** Holds back the lane of a message at its head until {@link #told} of what it waits for; null for anything. */
    void park(Outgoing head, @Nullable Scope until) {
        Lane lane = laneOf(head);
        if (lane.head() == head) {
            unlist(lane);
            parked.add(lane, until);
        }
    }

    boolean hasParked() {
        return !parked.isEmpty();
    }

    /** There is news of a channel or room: lets go of the lanes that wait for it; tells whether there are any. */
    boolean told(Scope scope) {
        return unpark(parked.waitingFor(scope));
    }

    /** Nothing is as it was: lets go of all lanes that wait for something to happen. */
    boolean toldOfAll() {
        return unpark(parked.all());
    }

    private boolean unpark(List<Lane> freed) {
        for (Lane lane : freed) {
            unlist(lane);
            list(lane);
        }
        return !freed.isEmpty();
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The messages of a priority, the oldest first. */
    SortedSet<Outgoing> inOrder(Priority priority) {
        return Collections.unmodifiableSortedSet(shelf(priority).messages);
    }

    /** All messages as they are now; the list stays as it is when they go. */
    List<Outgoing> all() {
        List<Outgoing> all = new ArrayList<>(size);
        for (Priority priority : BY_URGENCY) {
            all.addAll(shelf(priority).messages);
        }
        return all;
    }

    /** The volatile messages as they are now. */
    List<Outgoing> volatiles() {
        if (volatiles == 0) {
            return Collections.emptyList();
        }
        List<Outgoing> found = all();
        found.removeIf(outgoing -> !outgoing.isVolatile());
        return found;
    }

    private void list(Lane lane) {
        shelf(lane).ready(lane.head()).add(lane);
    }

    private void unlist(Lane lane) {
        if (lane.isHeld()) {
            held.remove(lane);
            lane.heldUntil = Alarm.NEVER;
        } else if (lane.isParked) {
            parked.remove(lane);
        } else if (!lane.isEmpty()) {
            shelf(lane).ready(lane.head()).remove(lane);
        }
    }

    private Lane laneOf(Outgoing outgoing) {
        Lane lane = lanes.get(outgoing.lane());
        if (lane == null) {
            throw new IllegalStateException("not queued: " + outgoing.message());
        }
        return lane;
    }

    private Shelf shelf(Lane lane) {
        return shelf(lane.key.priority());
    }

    private Shelf shelf(Priority priority) {
        Shelf shelf = shelves.get(priority);
        if (shelf == null) {
            throw new IllegalStateException("no shelf for " + priority);
        }
        return shelf;
    }

    private static @Nullable Outgoing headOf(SortedSet<Lane> ready) {
        return ready.isEmpty() ? null : ready.first().head();
    }
}
