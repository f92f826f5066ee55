// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.testing.LoopbackTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The channels of the model server, or its rooms: which are on over the link that is there, and whether it says so. */
final class Switchboard {
    /** What it does when it is asked for a channel. */
    enum Manner {
        CONFIRM,
        CONFIRM_TWICE,
        IGNORE,
        REFUSE
    }

    /** How soon a client asks again for what it does not know to be confirmed, unless a clock leaps: never sooner. */
    private static final long PATIENCE_NANOS = 9_000_000_000L;

    /** What it calls its answers, and what they are about. */
    record Words(String entered, String left, String refused, String name) {
        static final Words CHANNELS = new Words("subscribed", "unsubscribed", "subscribe_error", "channel");
        static final Words ROOMS = new Words("joined", "left", "join_error", "room");
    }

    /** What is on, and since when. */
    private final Map<String, Long> on = new TreeMap<>();

    private final Words words;
    private final LongSupplier nanos;
    /** Whether no clock has leapt a moment ago. */
    private final BooleanSupplier steady;

    Manner manner = Manner.CONFIRM;

    Switchboard(Words words, LongSupplier nanos, BooleanSupplier steady) {
        this.words = words;
        this.nanos = nanos;
        this.steady = steady;
    }

    void linkOpened() {
        on.clear();
    }

    void subscribe(LoopbackTransport.Server.Peer from, List<String> channels) {
        List<String> confirmed = new ArrayList<>();
        for (String channel : channels) {
            Long since = on.get(channel);
            if (since != null && steady.getAsBoolean() && nanos.getAsLong() - since < PATIENCE_NANOS) {
                throw new AssertionError("the client asked for " + channel + ", which is on already");
            }
            if (manner == Manner.REFUSE) {
                from.send("{\"type\":\"" + words.refused() + "\",\"" + words.name() + "\":\"" + channel
                        + "\",\"reason\":\"not now\"}");
            } else if (manner != Manner.IGNORE) {
                on.put(channel, nanos.getAsLong());
                confirmed.add(channel);
            }
        }
        for (int i = manner == Manner.CONFIRM_TWICE ? 2 : 1; i > 0 && !confirmed.isEmpty(); i--) {
            from.send(answer(words.entered(), confirmed));
        }
    }

    void unsubscribe(LoopbackTransport.Server.Peer from, List<String> channels) {
        on.keySet().removeAll(channels);
        if (manner != Manner.IGNORE) {
            from.send(answer(words.left(), channels));
        }
    }

    private String answer(String type, List<String> channels) {
        String names = channels.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        return "{\"type\":\"" + type + "\",\"" + words.name() + "s\":[" + names + "]}";
    }

    Set<String> on() {
        return on.keySet();
    }
}
