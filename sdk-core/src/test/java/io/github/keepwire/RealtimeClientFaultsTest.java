// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.Rig.statusOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dialect that throws in each of its methods. */
class RealtimeClientFaultsTest {
    private static final IllegalStateException PLANNED = new IllegalStateException("planned");

    private final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "newSession", "opened"})
    void aDialectThatThrowsBeforeOpenFailsTheAttempt(String method) {
        rig.dialect.breakAt(method, PLANNED);

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        assertThat(failureOf(opened)).hasCause(PLANNED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.transport.openLinks()).isZero();
        closes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "newSession", "opened"})
    void aDialectThatThrowsAnErrorBeforeOpenFailsTheAttempt(String method) {
        rig.dialect.breakAt(method, new NoClassDefFoundError("planned"));

        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        rig.dialect.hook = name -> {};
        rig.connected();
        closes();
    }

    @Test
    void aDialectThatThrowsOnAFrameEndsTheLink() {
        rig.connected();
        rig.dialect.breakAt("received", PLANNED);

        rig.hear("note||1");

        assertFailedByTheDialect();
        closes();
    }

    @Test
    void aDialectThatThrowsAnErrorOnAFrameEndsTheLink() {
        rig.connected();
        rig.dialect.breakAt("received", new StackOverflowError("planned"));

        rig.hear("note||1");

        assertFailedByTheDialect();
        closes();
    }

    @Test
    void aMessageThatTheDialectCannotEncodeFailsAloneAndTheOthersGo() {
        rig.connected();
        rig.dialect.breakAt("encode", PLANNED);
        Receipt broken = rig.send("1", SendOptions.acked(ofSeconds(1)));
        rig.run();
        rig.dialect.hook = name -> {};
        Receipt whole = rig.send("2", SendOptions.queued());
        rig.run();

        assertThat(statusOf(broken)).isEqualTo(Outcome.Status.FAILED);
        assertThat(broken.outcome().join().error()).hasCause(PLANNED);
        assertThat(statusOf(whole)).isEqualTo(Outcome.Status.SENT);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aMessageWhoseEncodingEndsInAnErrorFailsAlone() {
        rig.connected();
        rig.dialect.breakAt("encode", new StackOverflowError("planned"));
        Receipt broken = rig.send("1", SendOptions.queued());
        rig.run();
        rig.dialect.hook = name -> {};
        rig.run();

        assertThat(statusOf(broken)).isEqualTo(Outcome.Status.FAILED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aMessageThatTheDialectHasNoWordsForFails() {
        rig.connected();

        Receipt unspeakable = rig.client.send("unspeakable", "x");
        rig.run();

        assertThat(statusOf(unspeakable)).isEqualTo(Outcome.Status.FAILED);
        assertThat(unspeakable.outcome().join().error().code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aHeartbeatThatTheDialectCannotEncodeEndsTheLink() {
        Rig beating = new Rig(builder -> builder.heartbeat(Heartbeat.every(ofSeconds(5)))).connected();
        beating.dialect.breakAt("encode", PLANNED);

        beating.advance(ofSeconds(5));

        assertThat(beating.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void aDialectThatThrowsWhenAnsweredEndsTheLink() {
        rig.connected();
        rig.dialect.breakAt("answered", PLANNED);

        rig.hear("ask||");

        assertFailedByTheDialect();
    }

    @Test
    void aDialectThatThrowsWhenWokenEndsTheLink() {
        rig.connected();
        rig.dialect.breakAt("wake", PLANNED);

        rig.hear("alarm||1000000000");
        rig.advance(ofSeconds(1));

        assertFailedByTheDialect();
    }

    @Test
    void aDialectThatThrowsAtTheEndIsReportedAndTheEndStands() {
        rig.connected();
        rig.dialect.breakAt("ended", PLANNED);

        rig.server.peer().close(4001, "maintenance");
        rig.run();

        assertThat(rig.errorCodes()).containsExactly(ErrorCode.PROTOCOL_VIOLATION);
        assertThat(rig.changes.get(2).error().code()).isEqualTo(ErrorCode.CLOSED_BY_PEER);
        closes();
    }

    @Test
    void aDialectIsWokenWhenItWantsAndNotBefore() {
        rig.connected();
        rig.hear("alarm||3000000000");
        rig.advance(ofSeconds(2));
        assertThat(rig.server.payloads("woke")).isEmpty();

        rig.advance(ofSeconds(5));

        assertThat(rig.server.payloads("woke")).containsExactly("3000000000");
    }

    @Test
    void aDialectMayEndTheLink() {
        rig.connected();

        rig.hear("bye||enough");

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.changes.get(2).reason()).isEqualTo("enough");
        assertThat(rig.transport.openLinks()).isZero();
    }

    @Test
    void nothingMoreIsWrittenOnALinkThatTheDialectHasEnded() {
        Receipt farewell = rig.client.send("farewell", "x");
        Receipt next = rig.client.send("note", "y");
        rig.client.connect();
        rig.run();

        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(statusOf(farewell)).isEqualTo(Outcome.Status.FAILED);
        assertThat(statusOf(next)).as("waits for the next link").isNull();
        assertThat(rig.ledger().queued()).isOne();
    }

    @Test
    void everySessionHearsItsEndOnce() {
        rig.connected();
        rig.hear("bye||enough");
        rig.connected();
        rig.server.peer().cut();
        rig.run();
        rig.connected();
        rig.client.closeAsync(ZERO);
        rig.run();

        assertThat(rig.dialect.calls)
                .containsExactly(
                        "prepare",
                        "newSession",
                        "opened",
                        "received",
                        "ended",
                        "prepare",
                        "newSession",
                        "opened",
                        "ended",
                        "prepare",
                        "newSession",
                        "opened",
                        "ended");
    }

    @Test
    void framesThatAreNoneAreReportedAndTheLinkLivesOn() {
        rig.connected();

        rig.hear("no pipes at all: secret");
        rig.hear("note||1");

        assertThat(rig.errorCodes()).containsExactly(ErrorCode.MALFORMED_FRAME);
        assertThat(rig.errors.get(0).error()).hasMessageNotContaining("secret");
        assertThat(rig.client.stats().inbound().malformed()).isOne();
        assertThat(rig.client.stats().inbound().delivered()).isOne();
        assertThat(rig.client.stats().inbound().frames()).isEqualTo(2);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFilterThatThrowsHoldsTheMessageBackAndIsReported(boolean error) {
        Rig filtered = new Rig(builder -> builder.filter((message, now) -> {
                    if (message.type().equals("poison")) {
                        throw error ? sneaky(new AssertionError("planned")) : PLANNED;
                    }
                    return true;
                }))
                .connected();
        List<String> heard = new ArrayList<>();
        filtered.client.onAny(message -> heard.add(message.type()));

        filtered.hear("poison||1");
        filtered.hear("note||1");

        assertThat(heard).containsExactly("note");
        assertThat(filtered.errorCodes()).containsExactly(ErrorCode.POLICY_FAILED);
        assertThat(filtered.errors.get(0).message()).extracting(Message::type).isEqualTo("poison");
        assertThat(filtered.client.stats().inbound().filtered()).isOne();
    }

    private static RuntimeException sneaky(Error error) {
        throw error;
    }

    private void assertFailedByTheDialect() {
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(rig.changes.get(rig.changes.size() - 1).error().code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        assertThat(rig.transport.openLinks()).isZero();
    }

    private void closes() {
        CompletableFuture<Void> closed = rig.client.closeAsync(ofSeconds(1));
        rig.run();
        assertThat(closed).isCompleted();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(rig.time.planned()).isZero();
    }
}
