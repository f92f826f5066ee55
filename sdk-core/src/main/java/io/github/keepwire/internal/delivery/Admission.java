// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a newcomer: taken, made to wait for room, or refused; and who has to go for it. Belongs to the loop.
 */
final class Admission {
    private static final Outcome DROPPED = Outcome.of(Outcome.Status.DROPPED);

    private final Stock stock;
    private final Outbox outbox;
    private final Fit fit;
    private final WaitingLine line;
    private final Pace pace;

    Admission(Stock stock, SendRules rules, Pace pace) {
        this.stock = stock;
        this.pace = pace;
        this.outbox = rules.outbox();
        this.fit = new Fit(rules.features());
        this.line = new WaitingLine(outbox.maxWaiters(), outbox.maxBytes(), outbox.waitAtMost());
    }

    void offer(Outgoing outgoing, boolean online, long nowNanos) {
        stock.offered(outgoing);
        pace.timeIs(nowNanos);
        KeepwireException misfit = misfit(outgoing);
        if (misfit != null) {
            stock.refuse(outgoing, misfit);
        } else if (outgoing.isVolatile() && !online) {
            stock.acceptAndEnd(outgoing, DROPPED);
        } else if (pace.isTooEarly(outgoing)) {
            limitReached(outgoing);
        } else if (line.isEmpty() && stock.room.has(outgoing.bytes())) {
            admit(outgoing);
        } else {
            overflow(outgoing, nowNanos);
        }
    }

    /** Why it can never be sent, or null if it can. */
    @Nullable
    KeepwireException misfit(Outgoing outgoing) {
        KeepwireException problem = fit.problem(outgoing);
        if (problem != null) {
            return problem;
        }
        if (outgoing.isAcked() && stock.window.knows(outgoing.id())) {
            return new KeepwireException(
                    ErrorCode.INVALID_MESSAGE, "a message with this id is on its way already: use another id");
        }
        return null;
    }

    private void limitReached(Outgoing outgoing) {
        KeepwireException reason = pace.problem(outgoing);
        if (pace.refuses()) {
            stock.refuse(outgoing, reason);
        } else {
            stock.acceptAndEnd(outgoing, Outcome.of(Outcome.Status.DROPPED, reason));
        }
    }

    private void admit(Outgoing outgoing) {
        pace.taken(outgoing);
        stock.admit(outgoing);
    }

    private void overflow(Outgoing outgoing, long nowNanos) {
        switch (outbox.whenFull()) {
            case REJECT -> stock.refuse(outgoing, full("send more slowly"));
            case DROP_NEWEST -> stock.acceptAndEnd(outgoing, evicted("there was no room for it"));
            case DROP_OLDEST -> takeThePlaceOfOthers(outgoing);
            case WAIT -> lineUp(outgoing, nowNanos);
        }
    }

    private void takeThePlaceOfOthers(Outgoing outgoing) {
        List<Outgoing> victims = victimsOf(outgoing);
        if (victims.isEmpty()) {
            stock.refuse(outgoing, full("nothing in it may make room for this message"));
            return;
        }
        Outcome evicted = evicted("it made room for a newer one");
        victims.forEach(victim -> stock.end(victim, evicted));
        admit(outgoing);
    }

    /** Who has to go, the least urgent and oldest first; nobody if that is not enough. */
    private List<Outgoing> victimsOf(Outgoing outgoing) {
        List<Outgoing> victims = new ArrayList<>();
        long bytes = 0;
        Priority own = outgoing.lane().priority();
        Priority[] byUrgency = Priority.values();
        for (int i = byUrgency.length - 1; i >= 0 && own.isAtLeast(byUrgency[i]); i--) {
            for (Outgoing victim : stock.lanes.inOrder(byUrgency[i])) {
                victims.add(victim);
                bytes += victim.bytes();
                if (stock.room.hasWithout(victims.size(), bytes, outgoing.bytes())) {
                    return victims;
                }
            }
        }
        return new ArrayList<>();
    }

    private void lineUp(Outgoing outgoing, long nowNanos) {
        if (outgoing.isVolatile()) {
            stock.refuse(outgoing, full("a volatile message does not wait"));
        } else if (!stock.room.canEverHave(outgoing.bytes()) || !line.hasPlace(outgoing.bytes())) {
            stock.refuse(outgoing, full(line.size() + " others wait for room, and this one may not"));
        } else {
            pace.taken(outgoing);
            stock.hold(outgoing);
            line.add(outgoing, nowNanos);
        }
    }

    /** Takes those whose turn it is, as far as there is room. */
    void admitWaiters() {
        for (Outgoing first = line.first(); first != null; first = line.first()) {
            if (!stock.room.has(first.bytes())) {
                return;
            }
            line.remove(first);
            stock.admit(first);
        }
    }

    void tick(long nowNanos) {
        admitWaiters();
        for (Outgoing late = line.firstOverdue(nowNanos); late != null; late = line.firstOverdue(nowNanos)) {
            refuseWaiter(late, full("it waited for room for " + line.atMost()));
            // a large one that leaves lets those behind it in
            admitWaiters();
        }
    }

    /** Refuses all who wait. */
    void refuseAll(KeepwireException reason) {
        refuseAll(waiter -> true, reason);
    }

    /** Refuses some of those who wait; answers how many. */
    int refuseAll(Predicate<Outgoing> which, KeepwireException reason) {
        int before = line.size();
        line.all().stream().filter(which).forEach(waiter -> refuseWaiter(waiter, reason));
        return before - line.size();
    }

    private void refuseWaiter(Outgoing waiter, KeepwireException reason) {
        line.remove(waiter);
        stock.refuse(waiter, reason);
    }

    int waiters() {
        return line.size();
    }

    /** The sequence of the first who waits, or {@link Long#MAX_VALUE} if nobody does. */
    long oldest() {
        Outgoing first = line.first();
        return first == null ? Long.MAX_VALUE : first.sequence;
    }

    long nextDue() {
        return line.nextDue();
    }

    private KeepwireException full(String why) {
        return new KeepwireException(ErrorCode.OUTBOX_FULL, "the outbox is full with " + stock.room + ": " + why);
    }

    private static Outcome evicted(String why) {
        return Outcome.of(
                Outcome.Status.EVICTED,
                new KeepwireException(
                        ErrorCode.EVICTED, "the outbox was full: the message was left out, since " + why));
    }
}
