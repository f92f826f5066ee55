// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final Link.End END = Link.End.without(Link.End.Kind.LOST, "gone", null);

    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private Runnable onReceived = () -> {};
    private final Deliveries deliveries = new Deliveries(listener(), handedOver::add);

    private Link.Listener listener() {
        return new Link.Listener() {
            @Override
            public void received(Frame frame) {
                told.add(frame.text());
                onReceived.run();
            }

            @Override
            public void written(long frames) {
                told.add("written " + frames);
            }

            @Override
            public void pong() {
                told.add("pong");
            }

            @Override
            public void ended(Link.End end) {
                told.add("ended");
            }
        };
    }

    private void runHandedOver() {
        while (!handedOver.isEmpty()) {
            handedOver.remove().run();
        }
    }

    @Test
    void messagesAndWritesAreToldInPlace() {
        deliveries.received(Frame.text("one"));
        deliveries.written(2);
        deliveries.pong();

        assertThat(told).containsExactly("one", "written 2", "pong");
        assertThat(handedOver).isEmpty();
    }

    @Test
    void theEndIsLeftToAWorker() {
        deliveries.ended(END);
        assertThat(told).isEmpty();

        runHandedOver();

        assertThat(told).containsExactly("ended");
    }

    @Test
    void whatHappensInsideACallIsToldBehindIt() {
        onReceived = () -> {
            onReceived = () -> {};
            deliveries.written(1);
            deliveries.written(2);
            deliveries.received(Frame.text("inner"));
            told.add("outer done");
        };

        deliveries.received(Frame.text("outer"));

        assertThat(told).containsExactly("outer", "outer done", "written 3", "inner");
    }

    @Test
    void nothingIsToldBehindTheEnd() {
        deliveries.ended(END);
        deliveries.received(Frame.text("queued behind"));
        runHandedOver();
        deliveries.received(Frame.text("late"));
        deliveries.written(1);
        deliveries.ended(END);
        runHandedOver();

        assertThat(told).containsExactly("ended");
    }

    @Test
    void onceMutedOnlyTheEndIsTold() {
        deliveries.mute();
        deliveries.received(Frame.text("one"));
        deliveries.written(1);
        deliveries.ended(END);
        runHandedOver();

        assertThat(told).containsExactly("ended");
    }

    @Test
    void aListenerThatThrowsHearsWhatFollows() {
        onReceived = () -> {
            throw new AssertionError("planted");
        };

        deliveries.received(Frame.text("one"));
        deliveries.received(Frame.text("two"));

        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void callsFromManyThreadsComeOneAtATimeAndNoneIsLost() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        Counting counting = new Counting();
        Deliveries shared = new Deliveries(counting, pool);
        Executor writers = pool;
        for (int i = 0; i < 2_000; i++) {
            writers.execute(() -> shared.written(1));
        }
        for (int i = 0; i < 20_000; i++) {
            shared.received(Frame.text("x"));
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(counting.overlapped.get()).isFalse();
        assertThat(counting.received).isEqualTo(20_000);
        assertThat(counting.written).isLessThanOrEqualTo(2_000);
    }

    /** Counts without any care for threads: right only if calls come one at a time. */
    private static final class Counting implements Link.Listener {
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicBoolean overlapped = new AtomicBoolean();
        private long received;
        private long written;

        private void once(Runnable act) {
            if (!busy.compareAndSet(false, true)) {
                overlapped.set(true);
            }
            act.run();
            busy.set(false);
        }

        @Override
        public void received(Frame frame) {
            once(() -> received++);
        }

        @Override
        public void written(long frames) {
            once(() -> written += frames);
        }

        @Override
        public void pong() {}

        @Override
        public void ended(Link.End end) {}
    }
}
