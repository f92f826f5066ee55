// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.awaitility.Awaitility.await;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The other side of {@link PipeDialect}: remembers everything, says what it is told to say. */
final class PipeServer implements LoopbackTransport.Server {
    final List<LinkRequest> requests = new CopyOnWriteArrayList<>();
    final List<String> frames = new CopyOnWriteArrayList<>();
    final List<LoopbackTransport.Server.Peer> peers = new CopyOnWriteArrayList<>();
    final List<Link.End> ends = new CopyOnWriteArrayList<>();
    /** Why the next link is refused, or null. */
    volatile ConnectionException refusal;
    /** Decides about the next link where {@link #refusal} does not. */
    volatile Function<LinkRequest, ConnectionException> onRequest = request -> null;
    /** Whether every message is acknowledged at once. */
    volatile boolean acking;
    /** Whether a hello is answered. */
    volatile boolean welcoming = true;

    @Override
    public ConnectionException refuse(LinkRequest request) {
        requests.add(request);
        return refusal == null ? onRequest.apply(request) : refusal;
    }

    @Override
    public void opened(LoopbackTransport.Server.Peer peer) {
        peers.add(peer);
    }

    @Override
    public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
        String text = frame.text();
        frames.add(text);
        String[] parts = text.split("\\|", 3);
        if (parts[0].equals("hello") && welcoming) {
            peer.send("welcome||");
        } else if (acking && !parts[1].isEmpty()) {
            peer.send("ack|" + parts[1] + "|{}");
        }
    }

    @Override
    public void ended(LoopbackTransport.Server.Peer peer, Link.End end) {
        ends.add(end);
    }

    /** On real threads: waits until somebody is connected. */
    void awaitPeer() {
        soon(() -> peers.stream().anyMatch(LoopbackTransport.Server.Peer::isOpen));
    }

    /** On real threads: waits for a message of a type. */
    void awaitFrame(String type) {
        soon(() -> !ids(type).isEmpty());
    }

    private static void soon(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(10))
                .until(condition);
    }

    LoopbackTransport.Server.Peer peer() {
        return peers.get(peers.size() - 1);
    }

    void say(String frame) {
        peer().send(frame);
    }

    /** The payloads of one type, in the order of arrival. */
    List<String> payloads(String type) {
        return frames.stream()
                .map(frame -> frame.split("\\|", 3))
                .filter(parts -> parts[0].equals(type))
                .map(parts -> parts[2])
                .toList();
    }

    /** The ids of one type, in the order of arrival. */
    List<String> ids(String type) {
        return frames.stream()
                .map(frame -> frame.split("\\|", 3))
                .filter(parts -> parts[0].equals(type))
                .map(parts -> parts[1])
                .toList();
    }
}
