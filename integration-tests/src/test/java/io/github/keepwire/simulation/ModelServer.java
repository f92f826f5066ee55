// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    final Switchboard doorman;
    private final World world;
    private LoopbackTransport.Server.@Nullable Peer peer;
    private final LongSupplier nanos;
    private Consumer<String> onOrder = id -> {};
    private long lastOpened;
    private long lastHeartbeat;
    private int blackHoles;
    private int news;
    boolean refusing;
    /** Whether it takes no token for good. */
    boolean distrusting;

    ModelServer(World world) {
        this.world = world;
        this.nanos = world::nanos;
        this.acks = new Acks(nanos);
        this.switchboard = new Switchboard(Switchboard.Words.CHANNELS, nanos, world::isSteady);
        this.doorman = new Switchboard(Switchboard.Words.ROOMS, nanos, world::isSteady);
        this.ticks = new Ticks(world.timer());
    }

    /** Tells of each order's id as it arrives. */
    void onOrder(Consumer<String> listener) {
        onOrder = listener;
    }

    @Override
    public @Nullable ConnectionException refuse(LinkRequest request) {
        String bearer = request.headers().get("Authorization");
        if (bearer != null) {
            world.verdict.check(() -> world.tokens.shown(bearer.substring("Bearer ".length())));
        }
        if (refusing) {
            return ConnectionException.refused("model:80", 503, null);
        }
        return distrusting && bearer != null ? ConnectionException.refused("model:80", 401, null) : null;
    }

    @Override
    public void opened(LoopbackTransport.Server.Peer fresh) {
        peer = fresh;
        switchboard.linkOpened();
        ticks.linkOpened(fresh);
        doorman.linkOpened();
        lastOpened = nanos.getAsLong();
    }

    @Override
    public void received(LoopbackTransport.Server.Peer from, Frame frame) {
        JsonNode envelope = read(frame.text());
        switch (envelope.path("type").asText()) {
            case "order" -> ordered(from, envelope.path("id").asText());
            case "heartbeat" -> lastHeartbeat = nanos.getAsLong();
            case "subscribe", "unsubscribe", "join", "leave" -> {
                if (from == peer) {
                    scoped(from, envelope);
                }
            }
            case "auth" -> authenticated(from, envelope.path("token").asText());
            default -> throw new AssertionError("the client said what nobody asked it to: " + envelope);
        }
    }

    private void scoped(LoopbackTransport.Server.Peer from, JsonNode envelope) {
        switch (envelope.path("type").asText()) {
            case "subscribe" -> switchboard.subscribe(from, names(envelope.path("channels")));
            case "unsubscribe" -> switchboard.unsubscribe(from, names(envelope.path("channels")));
            case "join" -> doorman.subscribe(from, names(envelope.path("rooms")));
            default -> doorman.unsubscribe(from, names(envelope.path("rooms")));
        }
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private void authenticated(LoopbackTransport.Server.Peer from, String token) {
        world.verdict.check(() -> world.tokens.shown(token));
        if (distrusting && from == peer) {
            close(1008);
        }
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

    void sayInRoom(String room) {
        if (peer != null) {
            peer.send("{\"type\":\"chat\",\"deviceId\":\"model\",\"deviceName\":\"Model\",\"timestamp\":"
                    + "\"2026-01-01T00:00:00Z\",\"payload\":{\"groupId\":\"" + room + "\"}}");
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
