// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RealtimeClientSendTest {
    record Alert(double level, String room) {}

    private static final SendOptions ACKED = SendOptions.acked(ofSeconds(10));

    private final Rig rig = new Rig();

    @Test
    void aMessageArrivesWithItsPayloadAsJson() {
        rig.connected();

        Receipt receipt = rig.client.send("alert", new Alert(0.85, "hall"));
        rig.run();

        assertThat(rig.server.frames).containsExactly("alert|" + receipt.id() + "|{\"level\":0.85,\"room\":\"hall\"}");
        assertThat(receipt.accepted()).isCompleted();
        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void sendsBeforeOpenArriveInOrderAfterIt() {
        for (int i = 0; i < 100; i++) {
            rig.client.send("note", i);
        }
        rig.run();
        assertThat(rig.ledger().queued()).isEqualTo(100);

        rig.client.connect();
        rig.client.send("note", 100);
        rig.run();
        rig.client.send("note", 101);
        rig.run();

        List<String> expected = new ArrayList<>();
        for (int i = 0; i <= 101; i++) {
            expected.add(Integer.toString(i));
        }
        assertThat(rig.server.payloads("note")).isEqualTo(expected);
        assertThat(rig.ledger().ended()).isEqualTo(102);
    }

    @Test
    void whatIsSentDuringTheHandshakeWaitsForItsEnd() {
        Rig greeting = new Rig(PipeDialect.greeting());
        greeting.server.welcoming = false;
        greeting.client.connect();
        Receipt early = greeting.client.send("note", 1);
        greeting.run();
        assertThat(greeting.server.frames).containsExactly("hello||");
        assertThat(statusOf(early)).isNull();

        greeting.hear("welcome||");

        assertThat(greeting.server.payloads("note")).containsExactly("1");
    }

    @Test
    void acceptedComesBeforeTheOutcome() {
        rig.connected();
        List<String> order = new ArrayList<>();

        Receipt receipt = rig.client.send("note", 1);
        receipt.outcome().thenRun(() -> order.add("outcome"));
        receipt.accepted().thenRun(() -> order.add("accepted"));
        rig.run();

        assertThat(order).containsExactly("accepted", "outcome");
    }

    @Test
    void theServersAckIsTheOutcomeWithWhatItCarries() {
        rig.connected();
        Receipt receipt = rig.send("1", ACKED);
        rig.run();
        assertThat(statusOf(receipt)).isNull();

        rig.hear("ack|1|{\"seq\":7}");

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.ACKED);
        assertThat(receipt.outcome().join().reply().asMap()).containsEntry("seq", 7);
    }

    @Test
    void theServersNoIsTheOutcomeWithItsReason() {
        rig.connected();
        Receipt receipt = rig.send("1", ACKED);
        rig.run();

        rig.hear("nack|1|not today");

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.REJECTED);
        assertThat(receipt.outcome().join().error()).hasMessage("not today");
    }

    @Test
    void anAckThatNobodyAwaitsIsIgnored() {
        rig.connected();
        rig.send("1", SendOptions.queued());
        rig.run();

        rig.hear("ack|1|{}");
        rig.hear("ack|unknown|{}");
        rig.hear("nack|unknown|no");

        assertThat(rig.errors).isEmpty();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void withoutAnAckTheMessageGoesAgainWithItsIdUntilItIsAcked() {
        rig.connected();
        Receipt receipt = rig.send("1", ACKED);
        rig.run();
        rig.advance(ofSeconds(10).minusNanos(1));
        assertThat(rig.server.ids("note")).containsExactly("1");

        rig.advance(Duration.ofNanos(1));
        assertThat(rig.server.ids("note")).containsExactly("1", "1");
        rig.advance(ofSeconds(10));
        assertThat(rig.server.ids("note")).containsExactly("1", "1", "1");
        rig.hear("ack|1|{}");
        rig.advance(ofSeconds(60));

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.ACKED);
        assertThat(rig.server.ids("note")).hasSize(3);
    }

    @Test
    void whatGoesAgainKeepsItsOrder() {
        rig.connected();
        rig.send("1", ACKED);
        rig.send("2", ACKED);
        rig.send("3", ACKED);
        rig.run();
        rig.hear("ack|2|{}");

        rig.advance(ofSeconds(10));

        assertThat(rig.server.ids("note")).containsExactly("1", "2", "3", "1", "3");
    }

    @Test
    void aMessageExpiresWhileThereIsNoConnection() {
        Receipt receipt = rig.send("1", SendOptions.queued().timeToLive(ofSeconds(5)));
        rig.advance(ofSeconds(5));

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.EXPIRED);
        rig.connected();
        assertThat(rig.server.frames).isEmpty();
    }

    @Test
    void aVolatileMessageIsDroppedWhileThereIsNoConnection() {
        Receipt receipt = rig.send("1", SendOptions.volatileOnly());
        rig.run();

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.DROPPED);
        rig.connected();
        assertThat(rig.server.frames).isEmpty();
        assertThat(statusOf(sent(SendOptions.volatileOnly()))).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void aMessageOfSeveralFramesIsSentWithTheLast() {
        rig.connected();
        rig.latency = Duration.ofMillis(1);

        Receipt receipt = rig.client.send("double", 1);
        rig.advance(Duration.ofMillis(1));

        assertThat(rig.server.frames).hasSize(2);
        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void whatTheWireDoesNotTakeWaitsWithUs() {
        rig.connected();
        rig.latency = ofSeconds(1);
        String large = "x".repeat(100_000);

        for (int i = 0; i < 10; i++) {
            rig.client.send("note", large);
        }
        rig.run();

        assertThat(rig.ledger().inFlight()).as("256 KiB on the wire").isEqualTo(3);
        assertThat(rig.ledger().queued()).isEqualTo(7);
        rig.advance(ofSeconds(10));
        assertThat(rig.ledger().ended()).isEqualTo(10);
    }

    @Test
    void aPayloadOverTheLimitIsRefusedWithItsSize() {
        Rig small =
                new Rig(builder -> builder.validator(MessageValidator.defaults().maxBytes(100)));

        Receipt tooLarge = small.client.send("note", "x".repeat(99));
        Receipt fits = small.client.send("note", "x".repeat(98));
        small.run();

        assertThat(failureOf(tooLarge.accepted()).code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(failureOf(tooLarge.accepted())).hasMessageContaining("101").hasMessageContaining("100");
        assertThat(failureOf(tooLarge.outcome()).code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(fits.accepted()).isCompleted();
        assertThat(small.ledger().refused()).isOne();
    }

    @Test
    void theLimitCountsBytesAndNotCharacters() {
        Rig small =
                new Rig(builder -> builder.validator(MessageValidator.defaults().maxBytes(100)));

        Receipt tooLarge = small.client.send("note", "\u6f22".repeat(33));
        small.run();

        assertThat(failureOf(tooLarge.accepted()).code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void aPayloadThatCannotBeWrittenIsRefused() {
        Object hopeless = new Object() {
            @SuppressWarnings("unused")
            public String getX() {
                throw new IllegalStateException("planned");
            }
        };

        Receipt receipt = rig.client.send("note", hopeless);
        rig.run();

        assertThat(failureOf(receipt.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(rig.ledger().refused()).isOne();
    }

    @Test
    void aCyclicPayloadIsRefused() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);

        Receipt receipt = rig.client.send("note", cycle);
        rig.run();

        assertThat(failureOf(receipt.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void aTypeThatIsNoneIsRefused() {
        Receipt empty = rig.client.send("", "x");
        Receipt broken = rig.client.send("a\nb", "x");
        rig.run();

        assertThat(failureOf(empty.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(failureOf(broken.accepted())).hasMessageContaining("type").hasMessageNotContaining("\n");
    }

    @Test
    void theDialectThatHasNoAcksRefusesToPromiseThem() {
        Rig ackless = new Rig(PipeDialect.withoutAcks());

        Receipt receipt = ackless.send("1", ACKED);
        ackless.run();

        assertThat(failureOf(receipt.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void theQueueIsBoundedAndSaysSo() {
        for (int i = 0; i < 1000; i++) {
            rig.client.send("note", i);
        }
        Receipt tooMany = rig.client.send("note", "more");
        rig.run();
        assertThat(failureOf(tooMany.accepted()).code()).isEqualTo(ErrorCode.OUTBOX_FULL);
        assertThat(failureOf(tooMany.accepted()).retryable()).isTrue();

        rig.connected();

        assertThat(rig.client.send("note", "again")).satisfies(receipt -> {
            rig.run();
            assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.SENT);
        });
        assertThat(rig.server.payloads("note")).hasSize(1001);
    }

    @Test
    void whatIsFilledInIsFilledInOnce() {
        rig.connected();
        Receipt own = rig.client.send(Message.builder("note").id("mine").build(), SendOptions.queued());
        Receipt first = rig.client.send("note", 1);
        Receipt second = rig.client.send("note", 2);
        rig.run();

        assertThat(own.id()).isEqualTo("mine");
        assertThat(first.id()).isNotEmpty().isNotEqualTo(second.id());
        assertThat(rig.server.ids("note")).containsExactly("mine", first.id(), second.id());
    }

    @Test
    void aPayloadMayBeJsonAlready() {
        rig.connected();
        rig.hear("note||{\"a\": [1, 2]}");
        List<Payload> heard = new ArrayList<>();
        rig.client.on("note", message -> heard.add(message.payload()));
        rig.hear("note||{\"a\": [1, 2]}");

        rig.client.send("echo", heard.get(0));
        rig.client.send("empty", Payload.empty());
        rig.client.send("map", Map.of("k", "v"));
        rig.run();

        assertThat(rig.server.payloads("echo")).containsExactly("{\"a\": [1, 2]}");
        assertThat(rig.server.payloads("empty")).containsExactly("{}");
        assertThat(rig.server.payloads("map")).containsExactly("{\"k\":\"v\"}");
    }

    @Test
    void completingAReceiptChangesNothing() {
        rig.connected();
        Receipt receipt = rig.send("1", ACKED);
        receipt.outcome().complete(Outcome.of(Outcome.Status.CANCELLED));
        receipt.accepted().cancel(true);
        rig.run();
        rig.hear("ack|1|{}");

        assertThat(statusOf(receipt)).isEqualTo(Outcome.Status.ACKED);
    }

    @Test
    void whatACompletionThrowsHarmsNobody() {
        rig.connected();
        Receipt first = rig.send("1", SendOptions.queued());
        CompletableFuture<Void> bad = first.outcome().thenAccept(outcome -> {
            throw new AssertionError("planned");
        });
        Receipt second = rig.send("2", SendOptions.queued());
        rig.run();

        assertThat(bad).isCompletedExceptionally();
        assertThat(statusOf(second)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void nothingIsNotAMessage() {
        assertThatThrownBy(() -> rig.client.send("note", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> rig.client.send(null, "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> rig.client.send("note", "x", null)).hasMessage("options");
        assertThat(rig.ledger().offered()).isZero();
    }

    private Receipt sent(SendOptions options) {
        Receipt receipt = rig.send("sent", options);
        rig.run();
        return receipt;
    }
}
