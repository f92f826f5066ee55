// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.message.Message;
import io.github.keepwire.outbox.MessageStore;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.Overflow;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.json.JsonDialect;
import java.time.Duration;
import java.util.SplittableRandom;

/** What a seed has switched on. A loss that none of this names is no policy but a bug. */
final class Plan {
    private static final int KEYS = 2;

    /** The device envelope, with channels that are types. */
    private static final JsonDialect DIALECT = JsonDialect.deviceEnvelope().toBuilder()
            .subscribe("{\"type\":\"subscribe\",\"channels\":$channels}")
            .unsubscribe("{\"type\":\"unsubscribe\",\"channels\":$channels}")
            .confirmedBy("subscribed", "channels")
            .endedBy("unsubscribed", "channels")
            .refusedBy("subscribe_error", "channel", "reason")
            .channelIsType()
            .sequence("payload.seq", JsonDialect.Count.CLIENT)
            .join("{\"type\":\"join\",\"rooms\":[$room]}")
            .leave("{\"type\":\"leave\",\"rooms\":[$room]}")
            .joinedBy("joined", "rooms")
            .leftBy("left", "rooms")
            .joinRefusedBy("join_error", "room", "reason")
            .build()
            .channelPrefix("");

    /** The same, with a token in its first frame, and in another whenever that is renewed. */
    private static final JsonDialect SHOWING = DIALECT.toBuilder()
            .tokenInMessage("{\"type\":\"auth\",\"token\":$token}")
            .build();

    /** How a client shows that it may come in. */
    enum Showing {
        NOTHING,
        A_HEADER,
        A_FRAME
    }

    /** Whether the client reconnects by itself. */
    final boolean reconnects;

    /** Whether what is accepted survives the client. */
    final boolean durable;
    /** Whether listeners run only now and then. */
    final boolean slowListeners;

    final Showing showing;
    /** How long a token is worth something. */
    final Duration tokenLife;

    private final Outbox outbox;
    private final Inbox inbox;

    Plan(SplittableRandom random, MessageStore store) {
        reconnects = random.nextInt(4) != 0;
        durable = random.nextBoolean();
        Outbox base = durable ? Outbox.on(store) : Outbox.inMemory();
        outbox = random.nextInt(3) == 0 ? base : small(base, random);
        slowListeners = random.nextInt(3) == 0;
        showing = Showing.values()[random.nextInt(3)];
        tokenLife = Duration.ofSeconds(30 + random.nextInt(200));
        inbox = slowListeners ? small(Inbox.defaults(), random) : Inbox.defaults();
    }

    private static Outbox small(Outbox base, SplittableRandom random) {
        return base.maxMessages(1 + random.nextInt(12))
                .maxBytes(40 + random.nextInt(600))
                .whenFull(Overflow.values()[random.nextInt(4)])
                .waiting(1 + random.nextInt(4), Duration.ofMillis(1 + random.nextInt(3_000)))
                .maxInFlight(1 + random.nextInt(8));
    }

    private static Inbox small(Inbox base, SplittableRandom random) {
        Inbox small = base.maxMessages(1 + random.nextInt(8))
                .maxBytes(200 + random.nextInt(2_000))
                .pauseAtMost(Duration.ofMillis(500 + random.nextInt(60_000)));
        return switch (Inbox.WhenFull.values()[random.nextInt(4)]) {
            case PAUSE -> small;
            case DROP_OLDEST -> small.dropOldest();
            case DROP_NEWEST -> small.dropNewest();
            case LATEST_PER_KEY -> small.latestPerKey(Plan::keyOf);
        };
    }

    private static String keyOf(Message message) {
        String number = message.payload().field("n");
        return number == null ? message.type() : "news " + Integer.parseInt(number) % KEYS;
    }

    /** How many streams of news there are of which each keeps its order. */
    static int newsStreams(Inbox inbox) {
        return inbox.whenFull() == Inbox.WhenFull.LATEST_PER_KEY ? KEYS : 1;
    }

    Inbox inbox() {
        return inbox;
    }

    /** Whether nothing is read while listeners are behind, acks included. */
    boolean listenersPauseReading() {
        return inbox.whenFull() == Inbox.WhenFull.PAUSE;
    }

    JsonDialect dialect() {
        return showing == Showing.A_FRAME ? SHOWING : DIALECT;
    }

    boolean hasTokens() {
        return showing != Showing.NOTHING;
    }

    Outbox outbox() {
        return outbox;
    }

    Reconnect reconnect() {
        return reconnects ? Reconnect.defaults() : Reconnect.off();
    }

    boolean overflowsBy(Overflow policy) {
        return outbox.whenFull() == policy;
    }

    @Override
    public String toString() {
        return "outbox " + outbox + ", inbox " + inbox + (slowListeners ? ", slow listeners" : "")
                + (reconnects ? ", reconnects" : "") + ", shows " + showing + " for " + tokenLife;
    }
}
