// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.MessageStore.Entry;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.time.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    private static final long[] NONE = {};

    private final Environment environment = new ManualTime(1).environment();
    private final MemoryStore store = new MemoryStore();

    @Test
    void theNextUserFindsWhatTheLastOneLeft() {
        store.open(environment);
        store.commit(List.of(entry(1), entry(2), entry(5)), new long[] {2, 77});
        store.close();

        MessageStore.Recovered recovered = store.open(environment);

        assertThat(recovered.entries()).extracting(Entry::sequence).containsExactly(1L, 5L);
        assertThat(recovered.entries().get(1).data()).asString().isEqualTo("data 5");
        assertThat(recovered.problems()).isEmpty();
        assertThat(store).hasToString("store in memory, 2 entries");
    }

    @Test
    void whatWasCommittedDoesNotChangeWithTheCallersArray() {
        store.open(environment);
        byte[] data = {1, 2, 3};

        store.commit(List.of(new Entry(1, data)), NONE);
        data[0] = 9;
        store.close();

        assertThat(store.open(environment).entries().get(0).data()).containsExactly(1, 2, 3);
    }

    @Test
    void aSequenceThatDoesNotGrowIsRefusedWithEverythingBesideIt() {
        store.open(environment);
        store.commit(List.of(entry(7)), NONE);

        assertThatThrownBy(() -> store.commit(List.of(entry(8), entry(8)), new long[] {7}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequence must grow: 8 after 8");

        assertThat(store.size()).isEqualTo(1);
        store.commit(List.of(entry(8)), NONE);
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void aSequenceMayComeAgainInAnotherLifeOnceItWasRemoved() {
        store.open(environment);
        store.commit(List.of(entry(1)), NONE);
        store.commit(List.of(), new long[] {1});
        store.close();

        store.open(environment);
        store.commit(List.of(entry(1)), NONE);

        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aStoreHasOneUserAtATime() {
        store.open(environment);

        assertThatThrownBy(() -> store.open(environment))
                .isInstanceOfSatisfying(
                        KeepwireException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.STORE_FAILED))
                .hasMessage("the store in memory is already in use");
    }

    private static Entry entry(long sequence) {
        return new Entry(sequence, ("data " + sequence).getBytes(UTF_8));
    }
}
