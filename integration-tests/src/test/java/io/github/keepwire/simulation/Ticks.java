// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.message.Scope;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The model server's ticks, which it numbers, whether anybody is there or not, and keeps until it is restarted: then it counts
 * anew. Somebody may ask what it has kept.
 */
final class Ticks {
    /** How it answers those who ask what they missed. */
    enum Manner {
        AT_ONCE,
        LATER,
        HALF,
        NEVER,
        FAIL
    }

    private static final int REPLAYED = 3;
    private static final Duration LATER = Duration.ofSeconds(3);

    private final Timer timer;
    private List<String> kept = new ArrayList<>();
    private int epoch;
    Manner manner = Manner.AT_ONCE;
    /** Whether it begins each link with what it said last. */
    boolean replays;
    /** Whether somebody was not given all that was asked for in time. */
    boolean failed;

    Ticks(Timer timer) {
        this.timer = timer;
    }

    void linkOpened(LoopbackTransport.Server.Peer peer) {
        if (replays) {
            kept.subList(Math.max(0, kept.size() - REPLAYED), kept.size()).forEach(peer::send);
        }
    }

    void say(LoopbackTransport.Server.@Nullable Peer peer) {
        String frame = "{\"type\":\"tick\",\"deviceId\":\"model\",\"deviceName\":\"Model\",\"timestamp\":"
                + "\"2026-01-01T00:00:00Z\",\"payload\":{\"seq\":" + (kept.size() + 1) + ",\"epoch\":" + epoch + "}}";
        kept.add(frame);
        if (peer != null) {
            peer.send(frame);
        }
    }

    void beginAnew() {
        kept = new ArrayList<>();
        epoch++;
    }

    int epoch() {
        return epoch;
    }

    int said() {
        return kept.size();
    }

    CompletionStage<List<String>> history(@Nullable Scope scope, long from, long to) {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        int first = (int) Math.min(from - 1, kept.size());
        int last = (int) Math.min(to, kept.size());
        List<String> frames = new ArrayList<>(kept.subList(first, last));
        Collections.reverse(frames);
        failed |= manner.ordinal() > Manner.LATER.ordinal() || frames.size() < to - from + 1;
        switch (manner) {
            case AT_ONCE -> answer.complete(frames);
            case LATER -> timer.schedule(LATER, () -> answer.complete(frames));
            case HALF -> answer.complete(frames.subList(0, frames.size() / 2));
            case FAIL -> answer.completeExceptionally(new IllegalStateException("the archive is closed today"));
            case NEVER -> {}
        }
        return answer;
    }
}
