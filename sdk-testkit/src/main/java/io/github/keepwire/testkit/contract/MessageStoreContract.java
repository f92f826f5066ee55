// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.outbox.MessageStore.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every store of an outbox must do: a test class that implements this interface inherits the tests.
 *
 * <pre>{@code
 * class MyStoreContractTest implements MessageStoreContract {
 *     private final Path place = ..; // empty, and the same for the whole test
 *
 *     public MessageStore store() {
 *         return MyStore.in(place);
 *     }
 * }
 * }</pre>
 */
public interface MessageStoreContract {
    /**
     * A store that is not open.
     *
     * @return one on the same place each time within a test, empty at its beginning; a new object, or the same one if what
     *     is kept lives in it
     */
    MessageStore store();

    /**
     * A store, open or not, that has room for a few kilobytes only, where there is such a thing.
     *
     * @return as {@link #store()}, with room for 4 entries of 1 KiB at least and 1 MiB at most; empty by default, and what
     *     needs it is then not tested
     */
    default Optional<MessageStore> smallStore() {
        return Optional.empty();
    }

    /** What was committed is found again in order, byte for byte. */
    @Test
    default void whatWasCommittedIsFoundInOrder() {
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(1, 3);
            stage.add(4, 4);
            stage.add(100, 102);
        }

        StoreStage.assertHolds(store(), 1, 2, 3, 4, 100, 101, 102);
    }

    /** A store that was never used is empty, and says nothing of problems. */
    @Test
    default void aNewStoreIsEmpty() {
        StoreStage.assertHolds(store());
    }

    /** What was removed does not come back; sequences that the store does not hold are ignored. */
    @Test
    default void whatWasRemovedIsGone() {
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(1, 6);
            stage.remove(2, 5, 99);
            stage.remove(2);
        }

        StoreStage.assertHolds(store(), 1, 3, 4, 6);
    }

    /** One commit adds and removes, its own additions too. */
    @Test
    default void aCommitAddsAndRemoves() {
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(1, 2);
            stage.store().commit(StoreStage.entries(3, 5), new long[] {1, 4});
        }

        StoreStage.assertHolds(store(), 2, 3, 5);
    }

    /** A commit of nothing changes nothing. */
    @Test
    default void anEmptyCommitIsAllowed() {
        try (StoreStage stage = StoreStage.open(store())) {
            stage.remove();
            stage.add(1, 1);
            stage.remove();
        }

        StoreStage.assertHolds(store(), 1);
    }

    /** Many lives in a row add up, and a sequence whose entry is gone may come again in another life. */
    @Test
    default void eachLifeGoesOnWhereTheLastOneEnded() {
        for (int life = 1; life <= 10; life++) {
            try (StoreStage stage = StoreStage.open(store())) {
                assertThat(stage.recovered().entries()).hasSize(life - 1);
                stage.add(life, life);
            }
        }
        try (StoreStage stage = StoreStage.open(store())) {
            stage.remove(9, 10);
        }
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(9, 9);
        }

        StoreStage.assertHolds(store(), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /** Entries without bytes and entries of a mebibyte are entries. */
    @Test
    default void entriesAreEmptyOrLarge() {
        byte[] large = StoreStage.bytes(7, 1 << 20);
        try (StoreStage stage = StoreStage.open(store())) {
            stage.store()
                    .commit(List.of(new Entry(1, new byte[0]), new Entry(2, large), new Entry(3, large)), new long[] {2
                    });
        }

        try (StoreStage stage = StoreStage.open(store())) {
            List<Entry> entries = stage.recovered().entries();
            assertThat(entries).extracting(Entry::sequence).containsExactly(1L, 3L);
            assertThat(entries.get(0).data()).isEmpty();
            assertThat(entries.get(1).data()).isEqualTo(large);
        }
    }

    /** Ten thousand entries, every other one removed. */
    @Test
    default void thousandsOfEntriesAreKept() {
        try (StoreStage stage = StoreStage.open(store())) {
            for (int first = 1; first <= 10_000; first += 100) {
                stage.add(first, first + 99);
            }
            for (int first = 1; first <= 10_000; first += 100) {
                stage.remove(everyOther(first, first + 99));
            }
        }

        StoreStage.assertHolds(store(), everyOther(2, 10_000));
    }

    /** A sequence that does not grow is the caller's mistake: nothing of the commit is kept. */
    @Test
    default void aSequenceThatDoesNotGrowIsRefused() {
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(5, 5);
            List<Entry> backwards = new ArrayList<>(StoreStage.entries(6, 7));
            Collections.reverse(backwards);

            assertThatThrownBy(() -> stage.add(5, 5)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> stage.store().commit(backwards, new long[] {5}))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        StoreStage.assertHolds(store(), 5);
    }

    /** A store has one user: the second is told so, and the first does not notice. */
    @Test
    default void aSecondOpenerIsRefused() {
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(1, 1);

            assertStoreFailed(() -> StoreStage.open(store()).close());
            assertStoreFailed(() -> StoreStage.open(stage.store()).close());

            stage.add(2, 2);
        }

        StoreStage.assertHolds(store(), 1, 2);
    }

    /** A store that is not open, not yet or no longer, keeps nothing and says so. */
    @Test
    default void aClosedStoreRefusesCommits() {
        MessageStore store = store();
        assertStoreFailed(() -> store.commit(StoreStage.entries(1, 1), StoreStage.NONE));
        StoreStage stage = StoreStage.open(store);
        stage.add(1, 1);
        stage.close();

        assertStoreFailed(() -> store.commit(StoreStage.entries(2, 2), StoreStage.NONE));
        assertStoreFailed(() -> store.commit(Collections.emptyList(), new long[] {1}));

        StoreStage.assertHolds(store(), 1);
    }

    /** To close again, or what was never open, has no effect: also not on the next user. */
    @Test
    default void closeIsIdempotent() {
        MessageStore unused = store();
        unused.close();
        MessageStore first = store();
        StoreStage.open(first).close();
        first.close();

        StoreStage.assertHolds(store());
        try (StoreStage stage = StoreStage.open(store())) {
            stage.add(1, 1);
            unused.close();
            stage.store().close();
            stage.store().close();
        }

        StoreStage.assertHolds(store(), 1);
    }

    /** A closed store can be opened again. */
    @Test
    default void aClosedStoreOpensAgain() {
        MessageStore store = store();
        try (StoreStage stage = StoreStage.open(store)) {
            stage.add(1, 1);
        }
        try (StoreStage stage = StoreStage.open(store)) {
            stage.add(2, 2);
        }

        StoreStage.assertHolds(store, 1, 2);
    }

    /** A commit that finds no room keeps nothing of its own and everything before; once half is removed there is room again. */
    @Test
    default void aFullStoreRefusesAndRecovers() {
        Optional<MessageStore> small = smallStore();
        if (small.isEmpty()) {
            return;
        }
        long stored;
        long half;
        try (StoreStage stage = StoreStage.open(small.get())) {
            stored = stage.fill();
            assertThat(stored).isGreaterThanOrEqualTo(4);
            half = stored / 2;
            stage.remove(sequences(1, half));
            long next = stored + 1;
            stage.store().commit(List.of(StoreStage.large(next)), StoreStage.NONE);
            stage.remove(next);
        }

        try (StoreStage stage = StoreStage.open(smallStore().get())) {
            assertThat(stage.recovered().problems()).isEmpty();
            assertThat(stage.recovered().entries())
                    .extracting(Entry::sequence)
                    .containsExactlyElementsOf(StoreStage.range(half + 1, stored));
        }
    }

    private static long[] sequences(long first, long last) {
        return StoreStage.range(first, last).stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] everyOther(int first, int last) {
        return StoreStage.range(first, last).stream()
                .mapToLong(Long::longValue)
                .filter(sequence -> (sequence - first) % 2 == 0)
                .toArray();
    }

    private static void assertStoreFailed(Runnable act) {
        KeepwireException refused = catchThrowableOfType(KeepwireException.class, act::run);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(refused.retryable()).isTrue();
    }
}
