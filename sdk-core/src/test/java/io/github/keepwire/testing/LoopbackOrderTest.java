// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.loop.SystemEnvironment;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On real threads: a timer that rings late must not let frames overtake each other. */
class LoopbackOrderTest {
    private static final int FRAMES = 5_000;

    private final Environment environment = SystemEnvironment.shared();
    private final List<String> up = Collections.synchronizedList(new ArrayList<>());
    private final List<String> down = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch arrived = new CountDownLatch(2 * FRAMES);
    private final CompletableFuture<LoopbackTransport.Server.Peer> peer = new CompletableFuture<>();

    @Test
    void framesOfBothDirectionsKeepTheirOrder() throws Exception {
        LoopbackTransport transport = LoopbackTransport.to(server())
                .withLatency(
                        () -> Duration.ofNanos(Math.floorMod(environment.dice().nextLong(), 50_000L)));
        LinkRequest request = LinkRequest.builder(URI.create("ws://loop.test/")).build();
        Link link = transport
                .open(request, listener(), environment)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        link.request(FRAMES);
        LoopbackTransport.Server.Peer other = peer.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> sendAll(other), environment.executor());
        for (int i = 0; i < FRAMES; i++) {
            link.send(Frame.text(Integer.toString(i)));
        }

        sender.get(30, TimeUnit.SECONDS);
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(up).isEqualTo(numbers());
        assertThat(down).isEqualTo(numbers());
        transport.close();
    }

    private static void sendAll(LoopbackTransport.Server.Peer other) {
        for (int i = 0; i < FRAMES; i++) {
            other.send(Integer.toString(i));
        }
    }

    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    private LoopbackTransport.Server server() {
        return new LoopbackTransport.Server() {
            @Override
            public void opened(LoopbackTransport.Server.Peer fresh) {
                peer.complete(fresh);
            }

            @Override
            public void received(LoopbackTransport.Server.Peer from, Frame frame) {
                up.add(frame.text());
                arrived.countDown();
            }
        };
    }

    private Link.Listener listener() {
        return new Link.Listener() {
            @Override
            public void received(Frame frame) {
                down.add(frame.text());
                arrived.countDown();
            }

            @Override
            public void written(long frames) {}

            @Override
            public void pong() {}

            @Override
            public void ended(Link.End end) {}
        };
    }
}
