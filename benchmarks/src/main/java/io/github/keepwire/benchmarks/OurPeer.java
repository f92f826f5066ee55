// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Our client with its defaults, on one of our transports. */
final class OurPeer implements SocketIoPeer {
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(10));

    private final Transport transport;
    private @Nullable RealtimeClient client;

    OurPeer(Transport transport) {
        this.transport = transport;
    }

    @Override
    public void open(URI uri) throws Exception {
        fresh(uri).connect().get();
    }

    private RealtimeClient fresh(URI uri) {
        RealtimeClient fresh = RealtimeClient.builder(uri)
                .transport(transport)
                .protocol(SocketIo.defaults())
                .build();
        client = fresh;
        return fresh;
    }

    private RealtimeClient client() {
        RealtimeClient current = client;
        if (current == null) {
            throw new IllegalStateException("it is not open");
        }
        return current;
    }

    @Override
    public void takeIn(int events, Reading reading) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(events);
        if (reading == Reading.PARSED) {
            client().on(EVENT, Alert.class, (alert, message) -> count(left, last, alert.location()));
        } else {
            client().on(EVENT, message -> count(left, last, ""));
        }
        client().send("flood", events);
        Subject.await(last);
    }

    private static void count(AtomicInteger left, CountDownLatch last, @Nullable String read) {
        if (left.decrementAndGet() == 0 && read != null) {
            last.countDown();
        }
    }

    @Override
    public void ask() throws Exception {
        Outcome outcome = client().send("ask", 7, ACKED).outcome().get();
        if (outcome.status() != Outcome.Status.ACKED) {
            throw new IllegalStateException("no ack: " + outcome);
        }
    }

    @Override
    public void leave() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        client().onState(change -> gone.countDown());
        client().send("leave", "now");
        Subject.await(gone);
    }

    @Override
    public void beRefused(URI uri) throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        RealtimeClient fresh = fresh(uri);
        fresh.onState(change -> {
            if (change.current() == ConnectionState.RECONNECTING || change.current() == ConnectionState.FAILED) {
                refused.countDown();
            }
        });
        fresh.connect();
        Subject.await(refused);
    }

    @Override
    public void close() throws Exception {
        client().closeAsync(Duration.ofSeconds(1)).get();
    }

    /** The object of the event. */
    record Alert(
            String id,
            String deviceId,
            String deviceName,
            String timestamp,
            String location,
            double intensity,
            double duration) {}
}
