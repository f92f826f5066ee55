// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import io.github.keepwire.time.Dice;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Function;

/** When many clients that lost the same server come back, counted in buckets of 100 ms. */
final class Herd {
    private static final long BUCKET_MILLIS = 100;

    private final TreeMap<Long, Integer> arrivals = new TreeMap<>();
    private final int clients;

    private Herd(int clients) {
        this.clients = clients;
    }

    /** Each client has dice of its own. */
    static Herd of(int clients, Function<Dice, Duration> delay) {
        Herd herd = new Herd(clients);
        for (int client = 0; client < clients; client++) {
            long bucket = delay.apply(SeededDice.of(client)).toMillis() / BUCKET_MILLIS;
            herd.arrivals.merge(bucket, 1, Integer::sum);
        }
        return herd;
    }

    /** How many clients came in the fullest bucket, as a multiple of the mean between the first and the last one. */
    double fullestOfMean() {
        Collection<Integer> counts = arrivals.values();
        return counts.stream().mapToInt(count -> count).max().orElseThrow() / ((double) clients / buckets());
    }

    long buckets() {
        return arrivals.lastKey() - arrivals.firstKey() + 1;
    }
}
