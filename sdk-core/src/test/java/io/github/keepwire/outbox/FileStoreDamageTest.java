// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static io.github.keepwire.outbox.StoreLife.add;
import static io.github.keepwire.outbox.StoreLife.files;
import static io.github.keepwire.outbox.StoreLife.open;
import static io.github.keepwire.outbox.StoreLife.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.outbox.MessageStore.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were cut, overwritten or lost between two lives. */
class FileStoreDamageTest {
    private static final int ENTRIES = 100;
    private static final int SIZE = 200;

    @TempDir
    Path place;

    @Test
    void atWhateverByteAFileEndsThePrefixIsKept() throws IOException {
        Random random = new Random(71);
        for (int run = 0; run < 60; run++) {
            Path directory = written("cut" + run);
            Path segment = files(directory, ".seg").get(0);
            long end = random.nextInt((int) Files.size(segment));
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }

            FileStore store = FileStore.in(directory);
            MessageStore.Recovered recovered = open(store);

            assertThat(recovered.problems()).isEmpty();
            long whole = Math.max(0, (end - RecordFormat.HEADER_BYTES) / (SIZE + RecordFormat.REMOVE_BYTES));
            assertIsPrefix(recovered.entries(), (int) whole);
            assertGoesOn(store, recovered.entries().size());
        }
    }

    @Test
    void atWhateverByteAFileIsOverwrittenThePrefixIsKeptAndTheLossIsTold() throws IOException {
        Random random = new Random(72);
        for (int run = 0; run < 60; run++) {
            Path directory = written("flip" + run);
            Path segment = files(directory, ".seg").get(0);
            byte[] file = Files.readAllBytes(segment);
            int at = random.nextInt(file.length - SIZE * 2);
            file[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, file);

            FileStore store = FileStore.in(directory);
            MessageStore.Recovered recovered = open(store);

            int whole = Math.max(0, (at - RecordFormat.HEADER_BYTES) / (SIZE + RecordFormat.REMOVE_BYTES));
            assertIsPrefix(recovered.entries(), whole);
            int behind = at < RecordFormat.HEADER_BYTES ? ENTRIES : ENTRIES - whole - 1;
            assertThat(recovered.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).hasMessageContaining("at least " + behind + " entries"));
            assertThat(directory.resolve(segment.getFileName() + ".corrupt")).hasBinaryContent(file);
            assertGoesOn(store, recovered.entries().size());
        }
    }

    @Test
    void aTailOfZerosIsWhatACrashLeaves() throws IOException {
        Path directory = written("zeros");
        Path segment = files(directory, ".seg").get(0);
        Files.write(segment, new byte[5000], StandardOpenOption.APPEND);

        FileStore store = FileStore.in(directory);
        MessageStore.Recovered recovered = open(store);

        assertThat(recovered.problems()).isEmpty();
        assertIsPrefix(recovered.entries(), ENTRIES);
        assertGoesOn(store, ENTRIES);
    }

    @Test
    void damageInOneSegmentSparesTheOthers() throws IOException {
        Path directory = place.resolve("many");
        FileStore store = FileStore.in(directory).maxBytes(FileStore.LEAST_MAX_BYTES * 8);
        open(store);
        for (int i = 0; i < 10; i++) {
            add(store, 100 * i + 1, 100 * i + 100, SIZE);
        }
        store.close();
        List<Path> segments = files(directory, ".seg");
        assertThat(segments).hasSizeGreaterThan(3);
        byte[] second = Files.readAllBytes(segments.get(1));
        second[RecordFormat.HEADER_BYTES + 30]++;
        Files.write(segments.get(1), second);

        MessageStore.Recovered recovered = open(store);

        int perSegment = (second.length - RecordFormat.HEADER_BYTES) / (SIZE + RecordFormat.REMOVE_BYTES);
        assertThat(recovered.entries()).hasSize(1000 - perSegment);
        assertThat(recovered.problems()).hasSize(1);
        store.close();
        assertThat(open(store).problems()).isEmpty();
        store.close();
    }

    @Test
    void aSegmentFromAnotherVersionIsSetAsideWhole() throws IOException {
        Path directory = written("version");
        Path segment = files(directory, ".seg").get(0);
        byte[] file = Files.readAllBytes(segment);
        file[7] = 2;
        Files.write(segment, file);

        FileStore store = FileStore.in(directory);
        MessageStore.Recovered recovered = open(store);

        assertThat(recovered.entries()).isEmpty();
        assertThat(recovered.problems()).hasSize(1);
        assertThat(files(directory, ".corrupt")).hasSize(1);
        assertGoesOn(store, 0);
    }

    private Path written(String name) {
        Path directory = place.resolve(name);
        FileStore store = FileStore.in(directory).sync(FileStore.Sync.NONE);
        open(store);
        add(store, 1, ENTRIES, SIZE);
        store.close();
        return directory;
    }

    private static void assertIsPrefix(List<Entry> entries, int length) {
        assertThat(sequences(entries))
                .isEqualTo(LongStream.rangeClosed(1, length).boxed().toList());
        for (Entry entry : entries) {
            assertThat(entry.data())
                    .isEqualTo(StoreLife.entry(entry.sequence(), SIZE).data());
        }
    }

    private static void assertGoesOn(FileStore store, int held) {
        add(store, ENTRIES + 1, ENTRIES + 3, SIZE);
        store.close();
        MessageStore.Recovered again = open(store);
        assertThat(again.problems()).isEmpty();
        assertThat(again.entries()).hasSize(held + 3);
        store.close();
    }
}
