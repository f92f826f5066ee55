// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.testing.LoopbackTransport;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The acknowledgements of the server: given at once, owed for a while, or never meant to be given. */
final class Acks {
    /** When an order is acknowledged. */
    enum Manner {
        AT_ONCE,
        LATER,
        NEVER
    }

    private final LongSupplier nanos;
    private final ArrayDeque<String> owed = new ArrayDeque<>();
    private final Map<String, Long> sentAt = new HashMap<>();
    Manner manner = Manner.AT_ONCE;

    Acks(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void ordered(LoopbackTransport.Server.Peer from, String id) {
        switch (manner) {
            case AT_ONCE -> send(from, id);
            case LATER -> owed.add(id);
            case NEVER -> {}
        }
    }

    /** Gives all that it owes; to nobody, if nobody is there. */
    void pay(LoopbackTransport.Server.@Nullable Peer peer) {
        while (!owed.isEmpty()) {
            String id = owed.remove();
            if (peer != null) {
                send(peer, id);
            }
        }
    }

    /** What it owes is lost with its memory. */
    void forget() {
        owed.clear();
    }

    /** When the last ack of an order went out, or null if none has. */
    @Nullable
    Long sentAt(String id) {
        return sentAt.get(id);
    }

    private void send(LoopbackTransport.Server.Peer to, String id) {
        sentAt.put(id, nanos.getAsLong());
        to.send("{\"type\":\"alertAck\",\"deviceId\":\"model\",\"deviceName\":\"Model\",\"timestamp\":"
                + "\"2026-01-01T00:00:00Z\",\"payload\":{\"alertId\":\"" + id + "\"}}");
    }
}
