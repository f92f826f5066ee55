// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.time.Timer;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server in a few lines that answers, or does not, and tells what it receives.
 *
 * <p>Speaks the device envelope: numbered {@code news} go out, {@code order}s come in and may be acknowledged.
 */
final class ModelServer implements LoopbackTransport.Server {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an ack takes to the client, and what the client does at the same time to the server. */
    private static final Duration JOURNEY = Duration.ofMillis(800);

    final Acks acks;
    final Switchboard switchboard;
    final Ticks ticks;
    private LoopbackTransport.Server.@Nullable Peer peer;
    private final LongSupplier nanos;
    private Consumer<String> onOrder = id -> {};
    private long lastOpened;
    private long lastHeartbeat;
    private int blackHoles;
    private int news;
    boolean refusing;

    ModelServer(LongSupplier nanos, BooleanSupplier steady, Timer timer) {
        this.nanos = nanos;
        this.acks = new Acks(nanos);
        this.switchboard = new Switchboard(nanos, steady);
        this.ticks = new Ticks(timer);
    }

    /** Tells of each order's id as it arrives. */
    void onOrder(Consumer<String> listener) {
        onOrder = listener;
    }

    @Override
    public @Nullable ConnectionException refuse(LinkRequest request) {
        return refusing ? ConnectionException.refused("model:80", 503, null) : null;
    }

    @Override
    public void opened(LoopbackTransport.Server.Peer fresh) {
        peer = fresh;
        switchboard.linkOpened();
        ticks.linkOpened(fresh);
        lastOpened = nanos.getAsLong();
    }

    @Override
    public void received(LoopbackTransport.Server.Peer from, Frame frame) {
        JsonNode envelope = read(frame.text());
        switch (envelope.path("type").asText()) {
            case "order" -> ordered(from, envelope.path("id").asText());
            case "heartbeat" -> lastHeartbeat = nanos.getAsLong();
            case "subscribe" -> {
                if (from == peer) {
                    switchboard.subscribe(from, names(envelope));
                }
            }
            case "unsubscribe" -> {
                if (from == peer) {
                    switchboard.unsubscribe(from, names(envelope));
                }
            }
            default -> throw new AssertionError("the client said what nobody asked it to: " + envelope);
        }
    }

    private static List<String> names(JsonNode envelope) {
        List<String> names = new ArrayList<>();
        envelope.path("channels").forEach(name -> names.add(name.asText()));
        return names;
    }

    private void ordered(LoopbackTransport.Server.Peer from, String id) {
        onOrder.accept(id);
        acks.ordered(from, id);
    }

    @Override
    public void ended(LoopbackTransport.Server.Peer gone, Link.End end) {
        if (peer == gone) {
            peer = null;
        }
    }

    /** Sends the next number, if anybody is there. */
    void sayNews() {
        if (isConnected() && peer != null) {
            news++;
            peer.send("{\"type\":\"news\",\"deviceId\":\"model\",\"deviceName\":\"Model\",\"timestamp\":"
                    + "\"2026-01-01T00:00:00Z\",\"payload\":{\"n\":" + news + "}}");
        }
    }

    /** Says the next tick, to nobody if need be. */
    void sayTick() {
        ticks.say(peer);
    }

    /** Says something on a channel: channels are types. */
    void say(String channel) {
        if (peer != null) {
            peer.send("{\"type\":\"" + channel + "\",\"deviceId\":\"model\",\"deviceName\":\"Model\",\"timestamp\":"
                    + "\"2026-01-01T00:00:00Z\",\"payload\":{}}");
        }
    }

    void sayGarbage(String text) {
        if (peer != null) {
            peer.send(text);
        }
    }

    void payAcks() {
        acks.pay(peer);
    }

    /** Whether an ack went out long enough ago, over the link that is still there, to be known. */
    boolean hasAcked(String id, long nowNanos) {
        Long at = acks.sentAt(id);
        return at != null && isConnected() && at > lastOpened && nowNanos - at > JOURNEY.toNanos();
    }

    void cut() {
        if (peer != null) {
            peer.cut();
        }
    }

    void close(int code) {
        if (peer != null) {
            peer.close(code, "maintenance");
            peer = null;
        }
    }

    void blackHole() {
        if (peer != null) {
            blackHoles++;
            peer.blackHole();
            peer = null;
        }
    }

    boolean isConnected() {
        return peer != null && peer.isOpen();
    }

    long lastOpened() {
        return lastOpened;
    }

    long lastHeartbeat() {
        return lastHeartbeat;
    }

    int blackHoles() {
        return blackHoles;
    }

    int newsSaid() {
        return news;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the client sent something that is not JSON: " + text, e);
        }
    }
}
