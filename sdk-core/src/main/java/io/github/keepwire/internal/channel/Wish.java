// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One scope that somebody wants, or wanted until a moment ago, and how that stands on the wire. Belongs to the loop.
 *
 * <pre>
 *   OFF --asked--> ASKED --confirmed--> IN
 *    ^               |                   |        (link lost: back to OFF)
 *    |               +--nobody wants it--+--> LEAVING --confirmed--> gone, or OFF if it is wanted again
 * </pre>
 */
final class Wish {
    /** How it stands on the wire. */
    enum Stage {
        /** Not on the wire. */
        OFF,
        /** Asked for. */
        ASKED,
        /** Confirmed. */
        IN,
        /** Given up, the server has not confirmed that yet. */
        LEAVING
    }

    final Scope scope;
    private final List<Holder> holders = new ArrayList<>();

    Stage stage = Stage.OFF;
    /** How often it was asked for on this link. */
    int asks;
    /** What the server told of it when it confirmed it. */
    Payload info = Payload.empty();
    /** While an answer is awaited: when it is overdue. */
    long dueAt;

    Wish(Scope scope) {
        this.scope = scope;
    }

    void add(Holder holder) {
        holders.add(holder);
    }

    boolean remove(Holder holder) {
        return holders.remove(holder);
    }

    boolean isWanted() {
        return !holders.isEmpty();
    }

    /** Lets go of all who want it. */
    List<Holder> release() {
        List<Holder> released = new ArrayList<>(holders);
        holders.clear();
        return released;
    }

    void tell(Consumer<Holder> what) {
        new ArrayList<>(holders).forEach(what);
    }
}
