// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All messages that want an ack, from acceptance to outcome, and how many of them are in flight: a late ack may come while
 * its message waits to be sent again. Belongs to the loop.
 */
final class AckWindow {
    private final int size;
    private final Map<String, Outgoing> messages = new LinkedHashMap<>();
    private int inFlight;

    /** Nothing is read from the link, so that no ack can be heard. */
    boolean isDeaf;

    AckWindow(int size) {
        this.size = size;
    }

    boolean isOpen() {
        return inFlight < size;
    }

    boolean knows(String id) {
        return messages.containsKey(id);
    }

    /** The first of two with the same id is the one that acks are for. */
    void add(Outgoing outgoing) {
        messages.putIfAbsent(outgoing.id(), outgoing);
    }

    void remove(Outgoing outgoing) {
        messages.remove(outgoing.id(), outgoing);
    }

    void left() {
        inFlight++;
    }

    void returned() {
        inFlight--;
    }

    /** The message that an ack is for; null if nobody awaits one, or it was never sent, in this life or an earlier one. */
    @Nullable
    Outgoing awaiting(String id) {
        Outgoing outgoing = messages.get(id);
        boolean wasSent = outgoing != null && (outgoing.attempts > 0 || outgoing.isRestored);
        return wasSent ? outgoing : null;
    }

    /** What was sent and not answered yet, as of now. */
    List<Outgoing> inFlight() {
        List<Outgoing> found = new ArrayList<>(inFlight);
        for (Outgoing outgoing : messages.values()) {
            if (outgoing.stage == Outgoing.Stage.IN_FLIGHT) {
                found.add(outgoing);
            }
        }
        return found;
    }
}
