// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.stats.ClientStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/** Deliveries at a desk where the books are checked after each step, against receipts that are counted one by one. */
final class Counter {
    static final KeepwireException REASON = new KeepwireException(ErrorCode.LINK_LOST, "planned");

    final Deliveries deliveries;
    private final Outbox outbox;
    final List<Outcome.Event> events = new ArrayList<>();
    private final List<Outgoing> offered = new ArrayList<>();
    private long accepted;
    private long refused;
    private long ended;
    long now = 1_000;

    Counter(boolean acks) {
        this(Outbox.inMemory(), acks);
    }

    Counter(Outbox outbox, boolean acks) {
        this(outbox, acks, null);
    }

    Counter(Outbox outbox, boolean acks, RateLimit limit) {
        this.outbox = outbox;
        deliveries = new Deliveries(
                new SendRules(
                        outbox,
                        limit,
                        acks ? EnumSet.of(Protocol.Feature.ACKS) : Collections.emptySet(),
                        new JacksonCodec()),
                Runnable::run,
                events::add);
    }

    Outgoing offer(String id, SendOptions options) {
        return offer(id, options, 10, true);
    }

    Outgoing offer(String id, SendOptions options, int bytes, boolean online) {
        Message message = Message.builder("test").id(id).build();
        Outgoing outgoing = new Outgoing(message, options, bytes, now);
        offered.add(outgoing);
        outgoing.receipt().accepted().whenComplete((nothing, error) -> {
            accepted += error == null ? 1 : 0;
            refused += error == null ? 0 : 1;
        });
        outgoing.receipt().outcome().whenComplete((end, error) -> ended += error == null ? 1 : 0);
        deliveries.admission.offer(outgoing, online, now);
        check();
        return outgoing;
    }

    /** Takes all that may be written, and answers the ids. */
    List<String> write() {
        List<String> ids = new ArrayList<>();
        for (Outgoing next = next(); next != null; next = next()) {
            ids.add(next.id());
        }
        return ids;
    }

    Outgoing next() {
        Outgoing next = deliveries.next(now);
        check();
        return next;
    }

    void written(Outgoing outgoing) {
        deliveries.written(outgoing);
        check();
    }

    boolean acked(String id) {
        boolean awaited = deliveries.acked(id, Outcome.acked(Payload.empty()));
        check();
        return awaited;
    }

    boolean rejected(String id) {
        boolean awaited = deliveries.rejected(id, REASON);
        check();
        return awaited;
    }

    void failed(Outgoing outgoing) {
        deliveries.failed(outgoing, REASON);
        check();
    }

    void linkLost() {
        deliveries.linkLost();
        check();
    }

    void endAll() {
        deliveries.endAll(REASON);
        check();
    }

    void pass(Duration time) {
        now += time.toNanos();
        deliveries.tick(now);
        check();
    }

    ClientStats.Ledger ledger() {
        return deliveries.stock.ledger.snapshot();
    }

    static Outcome.Status statusOf(Outgoing outgoing) {
        Outcome outcome = outgoing.receipt().outcome().getNow(null);
        return outcome == null ? null : outcome.status();
    }

    /** What its {@code accepted()} failed with. */
    static ErrorCode refusalOf(Outgoing outgoing) {
        assertThat(outgoing.receipt().accepted()).isCompletedExceptionally();
        assertThat(outgoing.receipt().outcome()).isCompletedExceptionally();
        Throwable thrown = outgoing.receipt()
                .accepted()
                .handle((nothing, e) -> e.getCause() == null ? e : e.getCause())
                .join();
        return ((KeepwireException) thrown).code();
    }

    /** Compares the books with what the receipts have told, and with where the messages are. */
    private void check() {
        ClientStats.Ledger ledger = deliveries.stock.ledger.snapshot();

        assertThat(ledger.balances()).as("%s", ledger).isTrue();
        assertThat(ledger.offered()).isEqualTo(offered.size());
        assertThat(ledger.refused()).isEqualTo(refused);
        assertThat(ledger.accepted()).isEqualTo(accepted);
        assertThat(ledger.ended()).isEqualTo(ended);
        assertThat(ledger.queued()).isEqualTo(inStage(Outgoing.Stage.QUEUED));
        assertThat(ledger.inFlight()).isEqualTo(inStage(Outgoing.Stage.IN_FLIGHT));
        assertThat(deliveries.isDrained()).isEqualTo(ended + refused == offered.size());
        assertThat(ledger.waiting()).isEqualTo(inStage(Outgoing.Stage.WAITING));
        checkRoom();
        assertThat(deliveries.hasQueued()).isEqualTo(ledger.queued() > 0);
    }

    private void checkRoom() {
        List<Outgoing> inside = offered.stream()
                .filter(o -> o.stage == Outgoing.Stage.QUEUED || o.stage == Outgoing.Stage.IN_FLIGHT)
                .toList();
        Room room = deliveries.stock.room;

        assertThat(room.messages()).isEqualTo(inside.size()).isLessThanOrEqualTo(outbox.maxMessages());
        assertThat(room.bytes())
                .isEqualTo(inside.stream().mapToLong(Outgoing::bytes).sum())
                .isLessThanOrEqualTo(outbox.maxBytes());
        assertThat(deliveries.stock.all()).isEqualTo(inside);
        assertThat(deliveries.admission.waiters()).isLessThanOrEqualTo(outbox.maxWaiters());
    }

    private long inStage(Outgoing.Stage stage) {
        return offered.stream().filter(o -> o.stage == stage).count();
    }

    static boolean isAccepted(Outgoing outgoing) {
        return outgoing.receipt().accepted().isDone()
                && !outgoing.receipt().accepted().isCompletedExceptionally();
    }
}
