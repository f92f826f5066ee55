// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testing.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final int MAX_MESSAGES = 1024;
    private static final long MAX_BYTES = 4L << 20;

    private final ManualTime time = new ManualTime(1);
    private int waitingWhenTold = -1;
    private final List<Object> events = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(MAX_MESSAGES, MAX_BYTES, time.environment(), this::toldOfRoom);

    @Test
    void callsInTheOrderOfArrivalOnTheCallbackExecutor() {
        mailbox.add(1, () -> events.add(1));
        mailbox.add(1, () -> events.add(2));
        assertThat(events).isEmpty();

        time.run();

        assertThat(events).containsExactly(1, 2);
    }

    @Test
    void countsWhatWaitsUntilItIsDelivered() {
        mailbox.add(1, () -> events.add(mailbox.waiting()));
        mailbox.add(1, () -> events.add(mailbox.waiting()));
        assertThat(mailbox.waiting()).isEqualTo(2);

        time.run();

        assertThat(events).containsExactly(2, 1);
        assertThat(mailbox.waiting()).isZero();
    }

    @Test
    void isFullByCount() {
        fill(MAX_MESSAGES - 1, 1);
        assertThat(mailbox.isFull()).isFalse();

        fill(1, 1);

        assertThat(mailbox.isFull()).isTrue();
    }

    @Test
    void isFullByBytes() {
        fill(3, 1 << 20);
        assertThat(mailbox.isFull()).isFalse();

        fill(1, 1 << 20);

        assertThat(mailbox.isFull()).isTrue();
    }

    @Test
    void tellsOfRoomOnceHalfIsFree() {
        fill(MAX_MESSAGES, 1);
        assertThat(mailbox.isFull()).isTrue();

        time.run();

        assertThat(waitingWhenTold).isEqualTo(MAX_MESSAGES / 2 - 1);
    }

    @Test
    void tellsOfRoomOnceHalfOfTheBytesAreFree() {
        fill(8, 1 << 19);
        assertThat(mailbox.isFull()).isTrue();

        time.run();

        assertThat(waitingWhenTold).isEqualTo(3);
    }

    @Test
    void tellsOfRoomOnlyToThoseWhoAskedAndOnce() {
        fill(MAX_MESSAGES, 1);
        time.run();
        assertThat(events).doesNotContain("room");
        fill(MAX_MESSAGES, 1);
        assertThat(mailbox.isFull()).isTrue();
        assertThat(mailbox.isFull()).isTrue();

        time.run();

        assertThat(events).containsOnlyOnce("room");
    }

    @Test
    void aCallThatThrowsFreesItsRoom() {
        mailbox.add(100, () -> {
            throw new AssertionError("planned");
        });
        mailbox.add(1, () -> events.add("next"));

        time.run();

        assertThat(events).containsExactly("next");
        assertThat(mailbox.waiting()).isZero();
    }

    /** Whoever is told "full" is told of room, whatever the listeners are doing meanwhile. */
    @Test
    void noTellingOfRoomIsLostBetweenThreads() throws Exception {
        ExecutorService callbacks = Executors.newSingleThreadExecutor();
        try {
            Semaphore room = new Semaphore(0);
            Mailbox busy = new Mailbox(
                    MAX_MESSAGES,
                    MAX_BYTES,
                    time.environment().toBuilder().callbackExecutor(callbacks).build(),
                    room::release);
            for (int round = 0; round < 20; round++) {
                while (!busy.isFull()) {
                    busy.add(1 << 12, () -> {});
                }
                assertThat(room.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            callbacks.shutdownNow();
        }
    }

    private void fill(int messages, int bytes) {
        for (int i = 0; i < messages; i++) {
            mailbox.add(bytes, () -> events.add("message"));
        }
    }

    private void toldOfRoom() {
        events.add("room");
        waitingWhenTold = mailbox.waiting();
    }
}
