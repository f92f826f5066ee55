// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MemoryStore;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.time.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A store in memory that tells what was asked of it, and fails as scripted. */
final class ScriptedStore implements MessageStore {
    /**
     * One commit that was asked for.
     *
     * @param added how many entries were to go in
     * @param removed how many were to go out
     */
    record Asked(int added, int removed) {}

    final MemoryStore kept = new MemoryStore();
    final List<Asked> asked = new ArrayList<>();
    final List<KeepwireException> problems = new ArrayList<>();
    /** What every commit throws from now on, or null. */
    RuntimeException failure;
    /** Runs at the start of every commit. */
    Consumer<List<Entry>> onCommit = added -> {};

    int closes;

    static KeepwireException diskFull() {
        return new KeepwireException(ErrorCode.STORE_FAILED, "the disk is full (planned)");
    }

    @Override
    public Recovered open(Environment environment) {
        if (failure != null) {
            throw failure;
        }
        return new Recovered(kept.open(environment).entries(), problems);
    }

    @Override
    public void commit(List<Entry> added, long[] removed) {
        asked.add(new Asked(added.size(), removed.length));
        onCommit.accept(added);
        if (failure != null) {
            throw failure;
        }
        kept.commit(added, removed);
    }

    @Override
    public void close() {
        closes++;
        kept.close();
    }
}
