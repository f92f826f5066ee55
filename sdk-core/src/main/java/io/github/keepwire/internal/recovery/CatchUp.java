// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.recovery.Gap.Numbered;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides about messages with numbers: what is delivered, what waits, what is fetched, and what is told.
 *
 * <pre>
 *   next number --------------------------------> deliver
 *   gap, no history, or too much for it --------> tell GAP, deliver
 *   gap, a history -----------------------------> ask; this and what comes behind it wait
 *       the answer is complete -----------------> deliver it, tell RECOVERED, then what waits
 *       .. is not, or too much waits -----------> deliver what there is, tell GAP for the rest, then what waits
 * </pre>
 *
 * <p>Touches no clock and no thread. Belongs to the loop.
 */
final class CatchUp {
    /** The longest gap that a history is asked for. */
    static final int MOST_FETCHED = 10_000;
    /** How many messages of a client wait for its history at most. */
    static final int MOST_BEHIND = 1_000;
    /** How much the frames of these hold at most: 4 MiB. */
    static final long MOST_BYTES_BEHIND = 4L << 20;

    /** What it decides. */
    interface Out {
        /** A message goes on to the listeners. */
        void deliver(Numbered numbered);

        /** So does one that a history brought. */
        void recovered(Numbered numbered);

        /** A message that came before is dropped. */
        void repeated();

        /** The application is to know. */
        void tell(Recovery event);

        /** The history did not do what it is for. */
        void failed(KeepwireException error);

        /** The history is asked; {@link #answered} follows, unless the question is dropped. */
        void ask(Gap gap);

        /** The answer is not waited for any more. */
        void drop(Gap gap);
    }

    private static final Object WHOLE_CLIENT = new Object();

    private final Out out;
    /** By channel or room, or {@link #WHOLE_CLIENT}. */
    private final Map<Object, Count> counts = new HashMap<>();

    private boolean asks;
    /** Read by any thread. */
    private final AtomicInteger behind = new AtomicInteger();

    private long bytesBehind;

    /**
     * Starts with no number seen.
     *
     * @param asks whether there is a history
     * @param out what is done
     */
    CatchUp(boolean asks, Out out) {
        this.asks = asks;
        this.out = out;
    }

    /** How many messages wait for the history; for any thread. */
    int behind() {
        return behind.get();
    }

    /** A message came that has a number. */
    void arrived(Message.Position position, Message message, int bytes) {
        take(new Numbered(position, message, bytes));
    }

    private void take(Numbered numbered) {
        Count count = counts.computeIfAbsent(key(numbered.position().scope()), key -> new Count());
        while (count.gap != null && !fits(numbered)) {
            giveUp(count, count.gap, "more messages came behind them than may wait");
        }
        if (count.gap != null) {
            putBehind(count.gap, numbered);
        } else {
            pass(count, numbered);
        }
    }

    private void pass(Count count, Numbered numbered) {
        int content = Count.contentOf(numbered.message());
        long number = numbered.number();
        switch (count.verdict(number, content)) {
            case NEXT, LATE -> deliver(count, numbered, content);
            case REPEAT -> out.repeated();
            case RESET -> {
                tell(Recovery.Kind.RESET, numbered.position().scope(), count.last(), number);
                count.reset();
                deliver(count, numbered, content);
            }
            case GAP -> gap(count, numbered, content);
        }
    }

    private void deliver(Count count, Numbered numbered, int content) {
        count.came(numbered.number(), content);
        out.deliver(numbered);
    }

    private void gap(Count count, Numbered numbered, int content) {
        Gap gap = new Gap(numbered.position().scope(), count.last() + 1, numbered.number() - 1);
        if (asks && gap.to - gap.from < MOST_FETCHED && fits(numbered)) {
            count.gap = gap;
            putBehind(gap, numbered);
            out.ask(gap);
        } else {
            tell(Recovery.Kind.GAP, gap.scope, gap.from, gap.to);
            deliver(count, numbered, content);
        }
    }

    private boolean fits(Numbered numbered) {
        return behind.get() < MOST_BEHIND && bytesBehind + numbered.bytes() <= MOST_BYTES_BEHIND;
    }

    private void putBehind(Gap gap, Numbered numbered) {
        gap.behind.add(numbered);
        behind.incrementAndGet();
        bytesBehind += numbered.bytes();
    }

    /** The history answered; passed over if nobody waits for it any more. */
    void answered(Gap gap, Collection<Numbered> found) {
        Count count = counts.get(key(gap.scope));
        if (count != null && count.gap == gap) {
            if (!deliverAll(count, gap, inOrder(gap, found))) {
                out.failed(failure("the history did not have all of the " + gap, null));
            }
            release(count, gap);
        }
    }

    private static Collection<Numbered> inOrder(Gap gap, Collection<Numbered> found) {
        TreeMap<Long, Numbered> sorted = new TreeMap<>();
        for (Numbered numbered : found) {
            if (gap.has(numbered.position())) {
                sorted.putIfAbsent(numbered.number(), numbered);
            }
        }
        return sorted.values();
    }

    /** Tells whether there was no number missing. */
    private boolean deliverAll(Count count, Gap gap, Collection<Numbered> found) {
        for (Numbered numbered : found) {
            missing(gap, count.last() + 1, numbered.number() - 1);
            count.came(numbered.number(), Count.contentOf(numbered.message()));
            out.recovered(numbered);
        }
        missing(gap, count.last() + 1, gap.to);
        count.passTo(gap.to);
        boolean complete = found.size() == gap.to - gap.from + 1;
        if (complete) {
            tell(Recovery.Kind.RECOVERED, gap.scope, gap.from, gap.to);
        }
        return complete;
    }

    private void missing(Gap gap, long from, long to) {
        if (from <= to) {
            tell(Recovery.Kind.GAP, gap.scope, from, to);
        }
    }

    /** The history has failed. */
    void failed(Gap gap, String what, @Nullable Throwable cause) {
        Count count = counts.get(key(gap.scope));
        if (count != null && count.gap == gap) {
            out.failed(failure("the history " + what + " for the " + gap, cause));
            leave(count, gap);
        }
    }

    private static KeepwireException failure(String what, @Nullable Throwable cause) {
        return new KeepwireException(ErrorCode.PROVIDER_FAILED, what, cause);
    }

    private void giveUp(Count count, Gap gap, String why) {
        out.drop(gap);
        out.failed(failure("the " + gap + " are not waited for: " + why, null));
        leave(count, gap);
    }

    private void leave(Count count, Gap gap) {
        missing(gap, gap.from, gap.to);
        count.passTo(gap.to);
        release(count, gap);
    }

    /** What waited goes on; what is missing between is a gap of its own. */
    private void release(Count count, Gap gap) {
        count.gap = null;
        List<Numbered> waiting = new ArrayList<>(gap.behind);
        behind.addAndGet(-waiting.size());
        for (Numbered numbered : waiting) {
            bytesBehind -= numbered.bytes();
        }
        waiting.forEach(this::take);
    }

    /** A channel or room is not wanted any more: another wish for it begins anew. */
    void forget(Scope scope) {
        Count count = counts.remove(scope);
        if (count != null && count.gap != null) {
            out.drop(count.gap);
            for (Numbered numbered : count.gap.behind) {
                behind.decrementAndGet();
                bytesBehind -= numbered.bytes();
                out.deliver(numbered);
            }
        }
    }

    /** The client ends: nothing waits any more. */
    void end() {
        asks = false;
        for (Count count : new ArrayList<>(counts.values())) {
            if (count.gap != null) {
                out.drop(count.gap);
                leave(count, count.gap);
            }
        }
    }

    private void tell(Recovery.Kind kind, @Nullable Scope scope, long from, long to) {
        out.tell(new Recovery(kind, scope, from, to));
    }

    private static Object key(@Nullable Scope scope) {
        return scope == null ? WHOLE_CLIENT : scope;
    }
}
