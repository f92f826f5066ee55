// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One link against a socket and a time that the test plays. */
class JdkLinkTest {
    private static final Duration WRITE = Duration.ofSeconds(7);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final FakeSocket socket = new FakeSocket();
    private final ManualTimer timer = new ManualTimer();
    private final RecordingListener listener = new RecordingListener();
    private final Residents residents = new Residents();
    private final Inbound inbound = new Inbound(100, (opened, in) -> {});
    private final JdkLink link = new JdkLink(socket, inbound, terms(), residents);

    JdkLinkTest() {
        inbound.attach(link);
    }

    private Terms terms() {
        LinkRequest request = LinkRequest.builder(URI.create("ws://localhost/"))
                .writeTimeout(WRITE)
                .closeTimeout(CLOSE)
                .build();
        Workers stopped = new Workers();
        stopped.stop(); // runs everything in place
        return new Terms(request, listener, timer.environment(), stopped);
    }

    @Test
    void asksThePlatformForNothingWithoutDemand() {
        inbound.onOpen(socket);

        assertThat(socket.takeRequested()).isZero();
    }

    @Test
    void countsDemandInMessagesAndAsksPartByPart() {
        link.request(2);
        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onText(socket, "one ", false);
        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onText(socket, "message", true);
        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onBinary(socket, ByteBuffer.allocate(3), true);

        assertThat(socket.takeRequested()).isZero();
        assertThat(listener.awaitText()).isEqualTo("one message");
        assertThat(listener.awaitFrame().byteCount()).isEqualTo(3);
    }

    @Test
    void controlFramesUseUpNoDemand() {
        link.request(1);
        socket.takeRequested();

        inbound.onPing(socket, ByteBuffer.allocate(0));
        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onPong(socket, ByteBuffer.allocate(0));
        assertThat(socket.takeRequested()).isEqualTo(1);

        assertThat(listener.pongs()).isEqualTo(1);
    }

    @Test
    void moreDemandWhileAPartIsAskedForAsksForNoOther() {
        link.request(1);
        link.request(Long.MAX_VALUE);
        link.request(Long.MAX_VALUE);

        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onText(socket, "hello", true);
        assertThat(socket.takeRequested()).isEqualTo(1);
    }

    @Test
    void refusesDemandThatIsNotPositive() {
        assertThatThrownBy(() -> link.request(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageOverTheLimitAborts() {
        link.request(1);

        inbound.onText(socket, "x".repeat(101), false);

        assertEnd(Link.End.Kind.TOO_LARGE);
        assertThat(listener.ends().get(0).reason()).contains("100 bytes");
        assertThat(socket.isOutputClosed()).isTrue();
    }

    @Test
    void writesOneMessageAtATimeInOrder() {
        socket.hold();
        link.send(Frame.text("one"), Frame.binary(ByteBuffer.wrap("two".getBytes())));
        link.send(Frame.text("three"));

        assertThat(socket.sent).containsExactly("one");
        assertThat(link.queuedBytes()).isEqualTo(11);
        socket.take();
        assertThat(socket.sent).containsExactly("one", "binary two BIG_ENDIAN");
        assertThat(listener.written()).isEqualTo(1);
        socket.take();
        socket.take();

        assertThat(socket.sent).endsWith("three").hasSize(3);
        assertThat(listener.written()).isEqualTo(3);
        assertThat(link.queuedBytes()).isZero();
    }

    @Test
    void writesTextWithLoneSurrogatesWithReplacements() {
        link.send(Frame.text("odd \ud83d end"));

        assertThat(socket.sent).containsExactly("odd \ufffd end");
        assertThat(listener.written()).isEqualTo(1);
    }

    @Test
    void aWriteThatIsNotTakenInTimeEndsTheLink() {
        socket.hold();
        link.send(Frame.text("one"), Frame.text("two"));
        timer.pass(WRITE.minusSeconds(1));
        socket.take();
        timer.pass(WRITE.minusSeconds(1));
        assertThat(listener.ends()).isEmpty();

        timer.pass(Duration.ofSeconds(1));

        assertEnd(Link.End.Kind.WRITE_STALLED);
        assertThat(socket.isOutputClosed()).isTrue();
    }

    @Test
    void writesThatAreTakenLeaveNoTimerBehind() {
        socket.hold();
        link.send(Frame.text("one"));
        socket.take();
        timer.pass(WRITE);

        assertThat(timer.waiting()).isZero();
        link.send(Frame.text("two"));
        assertThat(timer.waiting()).isEqualTo(1);
        link.abort();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void aFailedWriteLetsTheReadingSideSayWhy() {
        socket.hold();
        link.send(Frame.text("one"), Frame.text("two"));

        socket.refuse(new IOException("Broken pipe"));
        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onClose(socket, 4401, "token expired");

        assertThat(socket.sent).containsExactly("one");
        assertThat(listener.ends())
                .containsExactly(new Link.End(Link.End.Kind.CLOSED_BY_PEER, 4401, "token expired", null));
    }

    @Test
    void aFailedWriteEndsTheLinkWhenTheReadingSideIsSilent() {
        socket.hold();
        link.send(Frame.text("one"));

        socket.refuse(new IOException("Broken pipe"));
        timer.pass(CLOSE);

        assertEnd(Link.End.Kind.LOST);
    }

    @Test
    void aFailedPingCountsAsAFailedWrite() {
        socket.hold();
        link.ping();
        link.ping();
        assertThat(socket.sent).containsExactly("ping");

        socket.refuse(new IOException("Broken pipe"));
        timer.pass(CLOSE);

        assertEnd(Link.End.Kind.LOST);
    }

    @Test
    void closesBehindWhatIsQueued() {
        socket.hold();
        link.send(Frame.text("one"), Frame.text("two"));
        link.close(1009, "enough");
        link.send(Frame.text("too late"));
        socket.take();
        socket.take();

        assertThat(socket.sent).containsExactly("one", "two", "close 1000 enough");
        inbound.onClose(socket, 1000, "bye");
        assertEnd(Link.End.Kind.CLOSED);
    }

    @Test
    void readsOnWithoutDemandOnceTheCloseFrameIsSentAndDropsWhatComes() {
        link.close(1000, "");
        assertThat(socket.takeRequested()).isEqualTo(1);

        inbound.onText(socket, "nobody asked", true);
        assertThat(socket.takeRequested()).isEqualTo(1);
        inbound.onClose(socket, 1000, "");

        assertThat(listener.received()).isZero();
        assertEnd(Link.End.Kind.CLOSED);
    }

    @Test
    void aCloseThatIsNotAnsweredIsAborted() {
        link.close(1000, "");
        timer.pass(CLOSE);

        assertEnd(Link.End.Kind.ABORTED);
        assertThat(socket.isOutputClosed()).isTrue();
    }

    @Test
    void aCloseOfThePeerLeavesThePlatformTimeToAnswer() {
        inbound.onClose(socket, 1001, "going");

        assertEnd(Link.End.Kind.CLOSED_BY_PEER);
        assertThat(socket.isOutputClosed()).isFalse();
        timer.pass(CLOSE);
        assertThat(socket.isOutputClosed()).isTrue();
    }

    @Test
    void whatThePlatformReportsHasItsKind() {
        assertThat(kindAfter(() -> inbound.onClose(socket, 1006, ""))).isEqualTo(Link.End.Kind.LOST);
    }

    @Test
    void aCodeThatMayNotBeSentIsAProtocolError() {
        assertThat(kindAfter(() -> inbound.onClose(socket, 5000, ""))).isEqualTo(Link.End.Kind.PROTOCOL_ERROR);
    }

    @Test
    void anInternalErrorOfThePlatformIsALoss() {
        assertThat(kindAfter(() -> inbound.onError(socket, new InternalError())))
                .isEqualTo(Link.End.Kind.LOST);
    }

    @Test
    void aResetIsALossWithItsCause() {
        SocketException reset = new SocketException("Connection reset");

        assertThat(kindAfter(() -> inbound.onError(socket, reset))).isEqualTo(Link.End.Kind.LOST);
        assertThat(listener.ends().get(0).cause()).isSameAs(reset);
    }

    @Test
    void aBrokenRuleIsAProtocolError() {
        assertThat(kindAfter(() -> inbound.onError(socket, new ProtocolException("rsv1"))))
                .isEqualTo(Link.End.Kind.PROTOCOL_ERROR);
    }

    @Test
    void theFirstEndIsTheOnlyOne() {
        link.request(1);
        inbound.onError(socket, new SocketException("Connection reset"));
        link.abort();
        link.close(1000, "");
        link.send(Frame.text("too late"));
        inbound.onClose(socket, 1000, "");
        inbound.onText(socket, "too late", true);
        timer.pass(Duration.ofMinutes(1));

        assertEnd(Link.End.Kind.LOST);
        assertThat(socket.sent).isEmpty();
        assertThat(listener.received()).isZero();
    }

    @Test
    void aDiscardedLinkTellsNobody() {
        link.discard();

        assertThat(socket.isOutputClosed()).isTrue();
        assertThat(listener.ends()).isEmpty();
    }

    private Link.End.Kind kindAfter(Runnable event) {
        link.request(1);
        event.run();
        assertThat(listener.ends()).hasSize(1);
        return listener.ends().get(0).kind();
    }

    private void assertEnd(Link.End.Kind kind) {
        assertThat(listener.ends()).extracting(Link.End::kind).containsExactly(kind);
    }
}
