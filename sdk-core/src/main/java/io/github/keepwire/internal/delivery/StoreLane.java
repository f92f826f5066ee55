// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.delivery.Commits.Commit;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.time.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the store, on a lane of its own: a store may block, and the loop must not. What the store throws, whatever it is,
 * comes back as an answer.
 */
final class StoreLane {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLane.class);

    private final MessageStore store;
    private final StoredForm form;
    private final SerialLane lane;

    StoreLane(MessageStore store, StoredForm form, Environment environment) {
        this.store = store;
        this.form = form;
        this.lane = new SerialLane(environment.executor(), environment.ticker());
    }

    /** Opens the store on the calling thread, which may block. */
    MessageStore.Recovered open(Environment environment) {
        try {
            return store.open(environment);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Commits, and answers on the lane: null, or why nothing was added. */
    void commit(Commit commit, Consumer<@Nullable KeepwireException> answer) {
        lane.execute(() -> answer.accept(tryCommit(commit)));
    }

    private @Nullable KeepwireException tryCommit(Commit commit) {
        try {
            List<Entry> entries = new ArrayList<>(commit.added().size());
            for (Outgoing outgoing : commit.added()) {
                entries.add(new Entry(outgoing.sequence, form.write(outgoing)));
            }
            store.commit(entries, sequences(commit.removed()));
            return null;
        } catch (Throwable e) {
            return failure(e);
        }
    }

    private static long[] sequences(List<Long> removed) {
        return removed.stream().mapToLong(Long::longValue).toArray();
    }

    /** Closes the store behind the last commit, and says so on the lane. */
    void close(Runnable closed) {
        lane.execute(() -> {
            try {
                store.close();
            } catch (Throwable e) {
                LOG.warn("the store of the outbox was closed, and said: {}", e.getMessage(), e);
            }
            closed.run();
        });
    }

    private static KeepwireException failure(Throwable thrown) {
        return thrown instanceof KeepwireException known
                ? known
                : new KeepwireException(
                        ErrorCode.STORE_FAILED,
                        "the store threw " + thrown.getClass().getName(),
                        thrown);
    }
}
