// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import io.github.keepwire.outbox.FileStore;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends into a durable outbox through the whole client, which is not connected: all of it stays in the store. */
final class ClientRun {
    private ClientRun() {}

    /** Returns how long it took from the first send until all are accepted, in nanoseconds. */
    static long send(FileStore store, String payload, int messages) throws Exception {
        CountDownLatch answered = new CountDownLatch(messages);
        AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
        Outbox outbox = Outbox.on(store).maxMessages(messages).maxBytes(1L << 30);
        try (Transport unused = new JdkTransport()) {
            RealtimeClient client = RealtimeClient.builder(URI.create("ws://localhost/"))
                    .transport(unused)
                    .identity(Identity.of("sender", "Sender"))
                    .outbox(outbox)
                    .build();
            long start = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                client.send("measured", payload).accepted().whenComplete((none, refusal) -> {
                    if (refusal != null) {
                        refused.compareAndSet(null, refusal);
                    }
                    answered.countDown();
                });
            }
            answered.await();
            long took = System.nanoTime() - start;
            client.closeAsync(Duration.ZERO).get();
            if (refused.get() != null) {
                throw new IllegalStateException("not everything was accepted", refused.get());
            }
            return took;
        }
    }
}
