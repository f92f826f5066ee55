// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.delivery.Commits.Commit;
import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.outbox.MessageStore.Recovered;
import io.github.keepwire.time.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stock in a store: restores it at the start, commits what gathers, leaves behind at the end what was not
 * delivered. Belongs to the loop; only the constructor runs, and may block, on the thread that builds the client.
 */
final class Keeper {
    private final Deliveries deliveries;
    private final Stock stock;
    private final Commits commits;
    private final StoreLane store;
    private final Environment environment;
    private final SendDesk.Line line;
    private final List<KeepwireException> problems = new ArrayList<>();
    /** What was restored and can never be sent, and why. */
    private final Map<Outgoing, KeepwireException> misfits = new LinkedHashMap<>();

    /** What to do once the store is closed; null until the client is. */
    private @Nullable Runnable whenClosed;

    private boolean lastCommitFailed;
    private boolean failing;

    Keeper(Deliveries deliveries, Commits commits, SendRules rules, SendDesk.Line line) {
        this.deliveries = deliveries;
        this.stock = deliveries.stock;
        this.commits = commits;
        this.environment = line.environment();
        this.line = line;
        StoredForm form = new StoredForm(rules.codec(), environment);
        this.store =
                new StoreLane(rules.outbox().store().orElseThrow(IllegalArgumentException::new), form, environment);
        restore(store.open(environment), form);
    }

    private void restore(Recovered recovered, StoredForm form) {
        problems.addAll(recovered.problems());
        for (Entry entry : recovered.entries()) {
            try {
                restore(form.read(entry.data()), entry.sequence());
            } catch (IOException garbage) {
                stock.skipTo(entry.sequence());
                commits.remove(entry.sequence());
                String problem = "a message in the store cannot be read and was removed: " + garbage.getMessage();
                problems.add(new KeepwireException(ErrorCode.STORE_FAILED, problem, garbage));
            }
        }
    }

    private void restore(Outgoing outgoing, long sequence) {
        KeepwireException misfit = deliveries.admission.misfit(outgoing);
        stock.restore(outgoing, sequence);
        if (misfit != null) {
            misfits.put(outgoing, misfit);
        }
    }

    /** Tells what was found at the start, now that somebody may listen. */
    void start() {
        problems.forEach(line::report);
        problems.clear();
        misfits.forEach(deliveries::failed);
        misfits.clear();
    }

    /** Hands over what has gathered. */
    void commit() {
        if (whenClosed == null) {
            run(commits.next(environment.ticker().nanos()));
        }
    }

    private void run(@Nullable Commit commit) {
        if (commit != null) {
            boolean closing = whenClosed != null;
            store.commit(
                    commit,
                    error -> line.loop().execute(() -> {
                        lastCommitFailed = closing && error != null;
                        answered(commit, error);
                    }));
        }
    }

    private void answered(Commit commit, @Nullable KeepwireException error) {
        if (error == null) {
            commits.done();
            failing = false;
            commit.added().forEach(this::stored);
        } else {
            commits.failed(commit, environment.ticker().nanos());
            commit.added().forEach(outgoing -> stock.refuse(outgoing, error));
            tell(error, commit);
        }
        deliveries.admission.admitWaiters();
        line.changed();
        if (whenClosed != null) {
            goOnClosing(whenClosed);
        }
    }

    /** Receipts tell of additions; of removals that fail again and again one event is enough. */
    private void tell(KeepwireException error, Commit commit) {
        if (commit.added().isEmpty() && !failing) {
            failing = true;
            line.report(error);
        }
    }

    private void stored(Outgoing outgoing) {
        stock.stored(outgoing);
        if (whenClosed != null && outgoing.stage == Outgoing.Stage.QUEUED) {
            stock.leaveBehind(outgoing);
        }
    }

    /** Leaves behind what is not delivered, commits what is left to commit, and closes the store. */
    void close(KeepwireException reason, Runnable closed) {
        deliveries.admission.refuseAll(reason);
        stock.window.inFlight().forEach(stock::requeue);
        stock.lanes.all().forEach(stock::leaveBehind);
        whenClosed = closed;
        goOnClosing(closed);
    }

    private void goOnClosing(Runnable closed) {
        if (commits.isUnderWay()) {
            return;
        }
        Commit last = lastCommitFailed ? null : commits.last();
        if (last != null) {
            run(last);
        } else {
            store.close(() -> line.loop().execute(closed));
        }
    }
}
