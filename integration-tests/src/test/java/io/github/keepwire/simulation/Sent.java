// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One send, and all that is known of it. */
final class Sent {
    /** What was promised. */
    enum Kind {
        VOLATILE,
        QUEUED,
        ACKED
    }

    /** Sends are numbered in their order, and the number is part of the payload. */
    final int number;

    final Kind kind;
    final SendOptions options;
    final Life life;
    final long sentAt;
    private final String padding;

    String id = "";
    boolean accepted;
    long acceptedAt;

    @Nullable
    ErrorCode refusal;

    Outcome.@Nullable Status outcome;
    /** In how many lives it was found in the store. */
    int restores;
    /** Whether it may have ended before it was restored, since the store did not let it go. */
    boolean mayBeBack;
    /** Whether its life ended before its outcome could be told. */
    boolean untold;

    int completions;
    int arrivals;
    long lastArrival;

    Sent(int number, SendOptions options, Life life, int paddingBytes) {
        this.number = number;
        this.options = options;
        this.kind = options.isVolatile() ? Kind.VOLATILE : options.ackTimeout().isPresent() ? Kind.ACKED : Kind.QUEUED;
        this.life = life;
        this.sentAt = life.world.nanos();
        this.padding = "x".repeat(paddingBytes);
    }

    Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("n", number);
        payload.put("pad", padding);
        return payload;
    }

    int payloadBytes() {
        return "{\"n\":,\"pad\":\"\"}".length() + Integer.toString(number).length() + padding.length();
    }

    /** Among which sends the order is kept. */
    String lane() {
        return options.priority() + " " + options.key().orElse("") + (kind == Kind.VOLATILE ? " volatile" : "");
    }

    /** It was found in the store, whatever was told of it. */
    void restored(boolean storeWasCalm) {
        restores++;
        mayBeBack |= !storeWasCalm || outcome != null;
        outcome = null;
    }

    /** Whether Keepwire is responsible for it. */
    boolean isTaken() {
        return accepted || restores > 0;
    }

    boolean isOpen() {
        return refusal == null && outcome == null && !untold;
    }

    boolean isHeld() {
        return isTaken() && isOpen();
    }

    /** Whether its time to live is over for so long. */
    boolean outlivedBy(Duration margin, long nowNanos) {
        Duration life = options.timeToLive().orElse(null);
        return life != null && nowNanos - sentAt >= life.plus(margin).toNanos();
    }

    @Override
    public String toString() {
        return "send " + number + " (" + id + ", " + options + ", lane " + lane() + ", "
                + (refusal != null ? "refused " + refusal : accepted ? "accepted" : "open")
                + (restores > 0 ? ", restored " + restores : "") + ", outcome " + outcome
                + ", " + arrivals + " arrivals)";
    }
}
