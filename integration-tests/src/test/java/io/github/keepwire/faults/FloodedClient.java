// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program that is flooded both ways, and prints its books. Its heap is smaller than either flood.
 *
 * <pre>
 *   FloodedClient URL PLATFORM
 *
 *   out OFFERED REFUSED BYTES    of what four threads offered while there was no connection; bytes that are kept
 *   sent ENDED                   of that, once there is one
 *   in DELIVERED DROPPED WAITING of what the server said meanwhile to a listener that is stuck
 * </pre>
 */
final class FloodedClient {
    static final int MESSAGES = 1_000;
    static final int SIZE = 100_000;
    /** After so many messages the client says "tick", for the server to go on. */
    static final int BATCH = 50;

    private static final int THREADS = 4;
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicReference<RealtimeClient> client = new AtomicReference<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final Semaphore accepted = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final CountDownLatch flooded = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private FloodedClient() {}

    public static void main(String[] args) throws Exception {
        try (Transport transport = Platform.valueOf(args[1]).transport(Transport.Settings.defaults())) {
            new FloodedClient().run(URI.create(args[0]), transport);
        }
    }

    private void run(URI uri, Transport transport) throws Exception {
        try (RealtimeClient flooded = RealtimeClient.builder(uri)
                .transport(transport)
                .identity(Identity.of("flooded", "Flooded"))
                .inbox(Inbox.defaults().dropOldest())
                .filter((message, now) -> arrived(message))
                .build()) {
            client.set(flooded);
            flooded.on("flood", message -> stuck());
            out(flooded);
            in(flooded);
            release.countDown();
        }
    }

    private void out(RealtimeClient flooded) throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            senders.add(new Thread(() -> offer(flooded)));
        }
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        require(accepted.tryAcquire(MESSAGES, PATIENCE_SECONDS, TimeUnit.SECONDS), "each is accepted or refused");
        System.out.println("out " + flooded.stats().ledger().offered() + " "
                + flooded.stats().ledger().refused() + " "
                + flooded.stats().outbox().bytes());
        flooded.connect().join();
        require(ended.tryAcquire(MESSAGES, PATIENCE_SECONDS, TimeUnit.SECONDS), "each ends");
        System.out.println("sent " + flooded.stats().ledger().ended());
    }

    private void offer(RealtimeClient flooded) {
        String large = "x".repeat(SIZE);
        for (int i = 0; i < MESSAGES / THREADS; i++) {
            var receipt = flooded.send("large", large, SendOptions.queued());
            receipt.accepted().whenComplete((done, error) -> accepted.release());
            receipt.outcome().whenComplete((outcome, error) -> ended.release());
        }
    }

    private void in(RealtimeClient flooded) throws InterruptedException {
        flooded.send("ready", "");
        require(this.flooded.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the flood arrives");
        var inbound = flooded.stats().inbound();
        System.out.println("in " + arrived.get() + " " + inbound.dropped() + " " + inbound.waiting());
    }

    /** Called on the client's loop, for each message. */
    private boolean arrived(Message message) {
        if (message.type().equals("flood") && arrived.incrementAndGet() % BATCH == 0) {
            client.get().send("tick", "");
        }
        if (arrived.get() == MESSAGES) {
            flooded.countDown();
        }
        return true;
    }

    private void stuck() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("in vain: " + what);
        }
    }
}
