// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.time.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where an outbox keeps what it has accepted, so that it survives the client: an ordered set of entries, each some bytes
 * under a sequence number. A seam: implement it to keep messages in a place of your own, and inherit the test kit's
 * {@code MessageStoreContract}.
 *
 * <pre>
 *   new --open--> in use --commit--> in use --close--> closed --open--> in use ..
 * </pre>
 *
 * <p>Every method may block, and the client calls them on a thread where that is allowed. One thread at a time calls, with
 * a happens-before edge between the calls: an implementation needs no locks. A store has one user at a time.
 *
 * <p>Failures are {@link KeepwireException}s with code {@code STORE_FAILED}.
 */
public interface MessageStore extends AutoCloseable {
    /**
     * Takes the store into use. What is damaged is set aside and reported, and the rest is given: only a store that cannot
     * be used at all refuses.
     *
     * @param environment the client's time, chance and threads
     * @return what an earlier life left
     * @throws KeepwireException {@code STORE_FAILED} if the store is in use already, here or in another process, or cannot
     *     be used; the message says why
     */
    Recovered open(Environment environment);

    /**
     * Adds and removes, in this order. When it returns, both are kept as durably as the store promises.
     *
     * <p>When it throws, nothing of {@code added} is kept, and what was kept before still is. The removals need not be
     * repeated: they take effect with the next commit that succeeds, at the latest.
     *
     * @param added the entries, in order of sequence; above every sequence that the store holds or that was committed
     *     since it was opened; their bytes must not change before this returns
     * @param removed sequences that are no longer needed; unknown ones are ignored
     * @throws KeepwireException {@code STORE_FAILED} if the entries could not be kept, or the store is not open
     * @throws IllegalArgumentException if a sequence does not grow
     */
    void commit(List<Entry> added, long[] removed);

    /**
     * Gives the store free for another user. Keeps everything; calls after the first have no effect.
     *
     * @throws KeepwireException {@code STORE_FAILED} if removals were left that could not be written; the store is closed
     *     all the same
     */
    @Override
    void close();

    /**
     * Some bytes and their place in the order. Two entries are equal only if they share the array.
     *
     * @param sequence the place; sequences only grow
     * @param data the bytes; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are handed over, not a value to compare
    record Entry(long sequence, byte[] data) {
        /** Checks that there are bytes. */
        public Entry {
            requireNonNull(data, "data");
        }

        @Override
        public String toString() {
            return "entry " + sequence + " of " + data.length + " bytes";
        }
    }

    /**
     * What an earlier life left.
     *
     * @param entries what was committed and not removed, in order of sequence
     * @param problems what was found damaged and set aside; empty as a rule
     */
    record Recovered(List<Entry> entries, List<KeepwireException> problems) {
        /** Copies the lists. */
        public Recovered {
            entries = Collections.unmodifiableList(new ArrayList<>(entries));
            problems = Collections.unmodifiableList(new ArrayList<>(problems));
        }
    }
}
