// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole client: dialect, rules, filter, mailbox and a listener by type, which does not touch the payload. */
final class WholeClient implements Subject {
    private final Transport transport;
    private final boolean inPlace;

    WholeClient(Transport transport, boolean inPlace) {
        this.transport = transport;
        this.inPlace = inPlace;
    }

    @Override
    public String name() {
        return transport.name() + ": whole client" + (inPlace ? ", callbacks in place" : "");
    }

    @Override
    public void takeIn(URI uri, int messages) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(messages);
        RealtimeClientBuilder builder = RealtimeClient.builder(uri).transport(transport);
        if (inPlace) {
            builder.callbackExecutor(Runnable::run);
        }
        RealtimeClient client = builder.build();
        client.on("blueAlert", message -> {
            if (left.decrementAndGet() == 0) {
                last.countDown();
            }
        });
        client.connect().get();
        Subject.await(last);
        client.closeAsync(Duration.ZERO).get();
    }
}
