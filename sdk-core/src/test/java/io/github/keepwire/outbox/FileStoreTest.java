// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static io.github.keepwire.outbox.StoreLife.add;
import static io.github.keepwire.outbox.StoreLife.bytes;
import static io.github.keepwire.outbox.StoreLife.open;
import static io.github.keepwire.outbox.StoreLife.remove;
import static io.github.keepwire.outbox.StoreLife.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileStoreTest {
    private static final long SMALL = FileStore.LEAST_MAX_BYTES;

    @TempDir
    Path place;

    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        directory = place.resolve("deep").resolve("outbox");
    }

    @Test
    void filesAreForTheOwnerAlone() throws IOException {
        try (FileStore store = FileStore.in(directory)) {
            open(store);
            add(store, 1, 1, 10);
        }

        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("lock"))).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("0000000000000001.seg"))).isEqualTo("rw-------");
    }

    @Test
    void aFileInTheDirectorysPlaceIsRefused() throws IOException {
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "not a directory");

        assertRefused(FileStore.in(directory), "cannot be opened");
        assertThat(directory).hasContent("not a directory");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() {
        FileStore.Opener opener = () -> {
            throw new AccessDeniedException(directory.toString());
        };

        assertRefused(new FileStore("here", opener, FileStore.Sync.GROUPED, SMALL), "cannot be opened");
    }

    @Test
    void aDirectoryInUseIsRefusedByWhateverNameItIsCalled() throws IOException {
        try (FileStore store = FileStore.in(directory)) {
            open(store);
            Path alias = Files.createSymbolicLink(place.resolve("alias"), directory);

            assertRefused(FileStore.in(alias), "is in use by another client of this process");
        }

        FileStore next = FileStore.in(directory);
        assertThat(open(next).entries()).isEmpty();
        next.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(FileStore.Sync.class)
    void everyWayToSyncKeepsWhatWasCommitted(FileStore.Sync sync) {
        FileStore store = FileStore.in(directory).sync(sync).maxBytes(SMALL);
        open(store);
        for (int i = 0; i < 500; i++) {
            add(store, 10L * i, 10L * i + 9, 100);
            remove(store, LongStream.range(10L * i, 10L * i + 9).toArray());
            remove(store, 10L * (i - 5) + 9);
        }
        store.close();

        assertThat(sequences(open(store).entries())).containsExactly(4959L, 4969L, 4979L, 4989L, 4999L);
        store.close();
    }

    @Test
    void filesStayWithinTheirBoundAndThereIsRoomAgainAfterRemovals() throws IOException {
        FileStore store = FileStore.in(directory).maxBytes(SMALL);
        open(store);
        long last = fill(store, 0);
        assertThat(last).isGreaterThan(40);
        assertThat(bytes(directory)).isLessThanOrEqualTo(SMALL);

        for (int round = 0; round < 20; round++) {
            remove(store, LongStream.rangeClosed(last - 40, last - 5).toArray());
            remove(store, LongStream.rangeClosed(0, last - 40).toArray());
            long next = fill(store, last);
            assertThat(next).isGreaterThan(last + 30);
            assertThat(bytes(directory)).isLessThanOrEqualTo(SMALL);
            last = next;
        }
        store.close();
    }

    @Test
    void aRemovalInACommitMakesRoomForItsAdditions() {
        FileStore store = FileStore.in(directory).maxBytes(SMALL);
        open(store);
        long last = fill(store, 0);

        store.commit(
                StoreLife.entries(last + 1, last + 10, 1000),
                LongStream.rangeClosed(1, last).toArray());
        store.close();

        assertThat(open(store).entries()).hasSize(10);
        store.close();
    }

    @Test
    void anEntryThatWillNeverFitIsRefused() {
        FileStore store = FileStore.in(directory).maxBytes(SMALL);
        open(store);

        assertThatThrownBy(() -> add(store, 1, 1, (int) SMALL))
                .isInstanceOf(KeepwireException.class)
                .hasMessageContaining("no room for");
        store.close();
    }

    @Test
    void oneOldEntryDoesNotPinAllThatCameAfterIt() throws IOException {
        FileStore store = FileStore.in(directory);
        open(store);
        add(store, 1, 1, 100);

        for (int i = 0; i < 300; i++) {
            long first = 2 + 64L * i;
            add(store, first, first + 63, 500);
            remove(store, LongStream.range(first, first + 64).toArray());
            assertThat(bytes(directory)).isLessThan(3L << 20);
        }
        store.close();

        assertThat(sequences(open(store).entries())).containsExactly(1L);
        store.close();
    }

    @Test
    void anIdleStoreShrinksToAHeader() throws IOException {
        FileStore store = FileStore.in(directory);
        open(store);
        add(store, 1, 20_000, 500);

        remove(store, LongStream.rangeClosed(1, 20_000).toArray());

        assertThat(bytes(directory)).isLessThan(1 << 20);
        store.close();
    }

    @Test
    void anInterruptedThreadFailsToCommitAndLaterSucceeds() throws Exception {
        FileStore store = FileStore.in(directory);
        open(store);
        add(store, 1, 1, 10);
        var pool = Executors.newSingleThreadExecutor();
        var interrupted = pool.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> add(store, 2, 2, 10)).isInstanceOf(KeepwireException.class);
        });
        interrupted.get(10, TimeUnit.SECONDS);
        pool.shutdown();

        add(store, 2, 3, 10);
        store.close();

        assertThat(sequences(open(store).entries())).containsExactly(1L, 2L, 3L);
        store.close();
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("notes.seg"), "mine");

        try (FileStore store = FileStore.in(directory)) {
            assertThat(open(store).problems()).isEmpty();
            add(store, 1, 1, 10);
        }

        assertThat(directory.resolve("notes.seg")).hasContent("mine");
    }

    @Test
    void boundsAreChecked() {
        FileStore store = FileStore.in(Path.of("outbox"));

        assertThatThrownBy(() -> store.maxBytes(65_535)).hasMessage("maxBytes must be at least 65536: 65535");
        assertThat(store.sync(FileStore.Sync.EACH).maxBytes(65_536)).hasToString("store in outbox, EACH, 65536 bytes");
        assertThat(Outbox.durable(Path.of("outbox")).store().orElseThrow())
                .hasToString("store in outbox, GROUPED, 67108864 bytes");
    }

    private static long fill(FileStore store, long last) {
        long kept = last;
        while (true) {
            try {
                add(store, kept + 1, kept + 1, 1000);
                kept++;
            } catch (KeepwireException full) {
                assertThat(full).hasMessageContaining("no room for");
                return kept;
            }
        }
    }

    private static void assertRefused(FileStore store, String why) {
        assertThatThrownBy(() -> open(store))
                .isInstanceOfSatisfying(
                        KeepwireException.class,
                        error -> assertThat(List.of(error.code())).containsExactly(ErrorCode.STORE_FAILED))
                .hasMessageContaining(why);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
