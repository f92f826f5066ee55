// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.outbox.MessageStore.Recovered;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power is cut at every single operation, and every single operation fails: what was promised is kept. */
class FileStoreCrashTest {
    private static final int STEPS = 90;
    private static final int VARIANTS = 6;

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = FileStore.Sync.class,
            names = {"EACH", "GROUPED"})
    void aPowerCutAtAnyOperationLosesNothing(FileStore.Sync sync) {
        int operations = operations(sync, 1);
        assertThat(operations).isGreaterThan(200);
        for (int cut = 0; cut < operations; cut++) {
            StoreScript script = new StoreScript(1, STEPS);
            CrashingDisk disk = new CrashingDisk();
            disk.cutAt(cut);
            runUntilCut(script, store(disk, sync));
            for (int variant = 0; variant < VARIANTS; variant++) {
                Random random = new Random(31L * cut + variant);
                assertKept(script, disk.afterCut(random), "cut at " + cut + ", variant " + variant);
            }
            assertKept(script, disk.afterExit(), "killed at " + cut);
        }
    }

    @Test
    void aSecondCutWhileTheFirstIsRecoveredFromLosesNothing() {
        int operations = operations(FileStore.Sync.GROUPED, 2);
        for (int cut = 0; cut < operations; cut += 3) {
            StoreScript script = new StoreScript(2, STEPS);
            CrashingDisk disk = new CrashingDisk();
            disk.cutAt(cut);
            runUntilCut(script, store(disk, FileStore.Sync.GROUPED));
            for (int second = 0; second < 6; second++) {
                CrashingDisk recovering = disk.afterCut(new Random(cut));
                recovering.cutAt(second);
                runUntilCut(new StoreScript(3, 0), store(recovering, FileStore.Sync.GROUPED));
                assertKept(script, recovering.afterCut(new Random(second)), "cut at " + cut + ", then at " + second);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(FileStore.Sync.class)
    void anErrorAtAnyOperationLosesNothing(FileStore.Sync sync) {
        int operations = operations(sync, 4);
        for (int times = 1; times <= 4; times++) {
            for (int failed = 0; failed < operations; failed++) {
                StoreScript script = new StoreScript(4, STEPS);
                CrashingDisk disk = new CrashingDisk();
                disk.failFrom(failed, times);
                FileStore store = store(disk, sync);
                script.run(store);
                script.close(store);

                String where = times + " errors from " + failed;
                assertThat(script.refusals()).as(where).isLessThanOrEqualTo(times);
                assertKept(script, disk.afterExit(), where);
                if (sync != FileStore.Sync.NONE) {
                    assertKept(script, disk.afterCut(new Random(failed)), where + ", then cut");
                }
            }
        }
    }

    @Test
    void anErrorAndThenACutLosesNothing() {
        int operations = operations(FileStore.Sync.GROUPED, 5);
        for (int failed = 0; failed < operations; failed++) {
            for (int later = 1; later < 12; later++) {
                StoreScript script = new StoreScript(5, STEPS);
                CrashingDisk disk = new CrashingDisk();
                disk.failFrom(failed, 1);
                disk.cutAt(failed + later);
                runUntilCut(script, store(disk, FileStore.Sync.GROUPED));

                String where = "error at " + failed + ", cut " + later + " later";
                assertKept(script, disk.afterCut(new Random(failed)), where);
            }
        }
    }

    /** As on a full disk: nothing can be written before something is deleted. */
    @Test
    void aWriteThatFailsSucceedsOnceTidyingBehindItGaveRoom() {
        CrashingDisk disk = new CrashingDisk();
        FileStore store = store(disk, FileStore.Sync.GROUPED);
        StoreLife.open(store);
        StoreLife.add(store, 1, 3, 100);
        disk.failFrom(disk.operations(), 1);

        store.commit(StoreLife.entries(4, 4, 100), new long[] {1, 2, 3});

        assertThat(StoreLife.sequences(StoreLife.open(store(disk.afterExit(), FileStore.Sync.GROUPED))
                        .entries()))
                .containsExactly(4L);
    }

    private static int operations(FileStore.Sync sync, long seed) {
        CrashingDisk disk = new CrashingDisk();
        StoreScript script = new StoreScript(seed, STEPS);
        script.run(store(disk, sync));
        assertThat(script.refusals()).isZero();
        return disk.operations();
    }

    private static void runUntilCut(StoreScript script, FileStore store) {
        try {
            script.run(store);
        } catch (CrashingDisk.PowerCut cut) {
            assertThat(cut).hasMessage("the power is gone");
        }
    }

    private static void assertKept(StoreScript script, CrashingDisk disk, String where) {
        FileStore store = store(disk, FileStore.Sync.GROUPED);
        Recovered recovered = StoreLife.open(store);
        assertThat(script.complaint(recovered.entries())).as(where).isEmpty();
        StoreLife.add(store, 1_000_000, 1_000_000, 10);
        store.close();
        assertThat(StoreLife.open(store).entries())
                .as(where)
                .hasSize(recovered.entries().size() + 1);
        store.close();
    }

    private static FileStore store(CrashingDisk disk, FileStore.Sync sync) {
        return new FileStore("memory", () -> disk, sync, FileStore.LEAST_MAX_BYTES);
    }
}
