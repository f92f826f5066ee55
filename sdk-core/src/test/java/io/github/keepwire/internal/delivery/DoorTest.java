// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Message;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.stats.ClientStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final ClientStats.Ledger NOTHING = new ClientStats.Ledger(0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void itIsFullByMessagesUntilTheLoopHasTakenOne() {
        Door door = new Door(Outbox.inMemory().maxMessages(2000));
        for (int i = 0; i < 2000; i++) {
            assertThat(door.enter(message(1))).isNull();
        }

        assertThat(door.enter(message(1)).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
        door.left(1);

        assertThat(door.enter(message(1))).isNull();
        assertThat(door.enter(message(1))).isNotNull();
    }

    @Test
    void itIsFullByBytes() {
        Door door = new Door(Outbox.inMemory().maxBytes(2 << 20));
        assertThat(door.enter(message(2 << 20))).isNull();

        assertThat(door.enter(message(1)).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(door.enter(message(0))).isNull();
    }

    @Test
    void aSmallOutboxStillSeesABurst() {
        Door door = new Door(Outbox.inMemory().maxMessages(1).maxBytes(1));

        for (int i = 0; i < 1024; i++) {
            assertThat(door.enter(message(1024))).isNull();
        }
        assertThat(door.enter(message(0))).isNotNull();
    }

    @Test
    void whatTheLoopHasNotSeenIsWaiting() {
        Door door = new Door(Outbox.inMemory());
        door.enter(message(1));
        door.enter(message(1));
        door.enter(message(1));
        door.refuse();

        assertThat(door.complete(NOTHING)).isEqualTo(new ClientStats.Ledger(4, 1, 3, 0, 0, 0, 0, 0));
        assertThat(door.complete(new ClientStats.Ledger(2, 1, 0, 1, 5, 3, 2, 1)))
                .isEqualTo(new ClientStats.Ledger(4, 2, 1, 1, 5, 3, 2, 1));
    }

    /** Callers hand in while the loop takes out and somebody looks: both sums hold in every snapshot. */
    @Test
    void theSumsHoldWhileManyThreadsComeIn() throws InterruptedException {
        Door door = new Door(Outbox.inMemory());
        AtomicLong seen = new AtomicLong();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(new Thread(() -> handIn(door, seen)));
        }
        callers.forEach(Thread::start);
        while (callers.stream().anyMatch(Thread::isAlive)) {
            long refusedOnLoop = seen.get();
            ClientStats.Ledger ledger =
                    door.complete(new ClientStats.Ledger(refusedOnLoop, refusedOnLoop, 0, 0, 0, 0, 0, 0));

            assertThat(ledger.balances()).as("%s", ledger).isTrue();
            assertThat(ledger.waiting()).isNotNegative();
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(door.complete(NOTHING).offered()).isEqualTo(4 * 20_000);
    }

    private static void handIn(Door door, AtomicLong seen) {
        for (int i = 0; i < 20_000; i++) {
            Outgoing message = message(i % 3);
            if (door.enter(message) == null) {
                door.left(message.bytes());
                seen.incrementAndGet();
            }
        }
    }

    private static Outgoing message(int bytes) {
        return new Outgoing(Message.builder("test").id("1").build(), SendOptions.queued(), bytes, 0);
    }
}
