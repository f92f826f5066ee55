// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoopbackTransportTest {
    private static final LinkRequest REQUEST = LinkRequest.builder(URI.create("ws://loop.test/ws"))
            .maxMessageBytes(100)
            .build();

    private final ManualTime time = new ManualTime(1);
    private final List<String> log = new ArrayList<>();
    private final List<LoopbackTransport.Server.Peer> peers = new ArrayList<>();
    private ConnectionException refusal;
    private final LoopbackTransport.Server server = new LoopbackTransport.Server() {
        @Override
        public ConnectionException refuse(LinkRequest request) {
            return refusal;
        }

        @Override
        public void opened(LoopbackTransport.Server.Peer peer) {
            peers.add(peer);
        }

        @Override
        public void received(LoopbackTransport.Server.Peer peer, Frame frame) {
            log.add("server got " + frame.text());
        }

        @Override
        public void ended(LoopbackTransport.Server.Peer peer, Link.End end) {
            log.add("server ended " + end.kind());
        }
    };
    private final Link.Listener listener = new Link.Listener() {
        @Override
        public void received(Frame frame) {
            log.add("client got " + frame.text());
        }

        @Override
        public void written(long frames) {
            log.add("written " + frames);
        }

        @Override
        public void pong() {
            log.add("pong");
        }

        @Override
        public void ended(Link.End end) {
            log.add("client ended " + end.kind() + " " + end.code());
        }
    };
    private LoopbackTransport transport = LoopbackTransport.to(server);

    @Test
    void nothingHappensOnTheCallersThread() {
        CompletableFuture<Link> opening = opening();

        assertThat(opening).isNotDone();
        assertThat(peers).isEmpty();
        time.run();
        assertThat(opening).isCompleted();
        assertThat(peers).hasSize(1);
        assertThat(peers.get(0).request()).isSameAs(REQUEST);
        assertThat(transport.openLinks()).isOne();
    }

    @Test
    void framesArriveInOrderAndAreReportedAsWritten() {
        Link link = open();

        link.send(Frame.text("1"), Frame.text("2"));
        link.send(Frame.text("3"));
        assertThat(link.queuedBytes()).isEqualTo(3);
        time.run();

        assertThat(log)
                .containsExactly("written 1", "server got 1", "written 1", "server got 2", "written 1", "server got 3");
        assertThat(link.queuedBytes()).isZero();
    }

    @Test
    void withoutDemandNothingIsDelivered() {
        Link link = open();
        peer().send("1");
        peer().send(Frame.text("2"));
        peer().send("3");
        time.run();
        assertThat(log).isEmpty();

        link.request(2);
        time.run();
        assertThat(log).containsExactly("client got 1", "client got 2");
        link.request(1);
        link.request(1);
        time.run();

        assertThat(log).endsWith("client got 3").hasSize(3);
    }

    @Test
    void aPingIsAnswered() {
        open().ping();
        time.run();

        assertThat(log).containsExactly("pong");
    }

    @Test
    void aCloseComesBehindWhatWasSentAndEndsBothSidesOnce() {
        Link link = open();
        link.send(Frame.text("last"));
        link.close(1000, "bye");
        link.close(1001, "again");
        time.advance(Duration.ofMinutes(1));

        assertThat(log)
                .containsExactly(
                        "written 1", "server got last", "server ended CLOSED_BY_PEER", "client ended CLOSED 1000");
        assertThat(transport.openLinks()).isZero();
        assertThat(peer().isOpen()).isFalse();
    }

    @Test
    void aCloseThatNobodyAnswersEndsWithAnAbort() {
        Link link = open();
        peer().blackHole();

        link.close(1000, "");
        time.advance(LinkRequest.DEFAULT_CLOSE_TIMEOUT.minusNanos(1));
        assertThat(log).isEmpty();
        time.advance(Duration.ofNanos(1));

        assertThat(log).containsExactly("client ended ABORTED 1006");
        assertThat(time.planned()).isZero();
    }

    @Test
    void anAbortDropsWhatIsUnderWay() {
        Link link = open();
        link.abort();
        link.abort();
        time.run();
        link.send(Frame.text("late"));
        link.ping();
        link.close(1000, "");
        time.advance(Duration.ofMinutes(1));

        assertThat(log).containsExactly("client ended ABORTED 1006", "server ended LOST");
    }

    @Test
    void aPeersCloseComesBehindWhatItSentAndWaitsForDemand() {
        Link link = open();
        peer().send("last");
        peer().close(4001, "maintenance");
        peer().send("too late");
        peer().close(4002, "again");
        time.run();
        assertThat(log).containsExactly("server ended CLOSED");

        link.request(5);
        time.run();

        assertThat(log).containsExactly("server ended CLOSED", "client got last", "client ended CLOSED_BY_PEER 4001");
    }

    @Test
    void aCutLosesWhatIsUnderWayAndTellsBothEnds() {
        transport = transport.withLatency(() -> Duration.ofMillis(10));
        Link link = open();
        link.request(5);
        link.send(Frame.text("lost"));
        peer().send("lost");
        peer().cut();
        time.advance(Duration.ofMinutes(1));

        assertThat(log).containsExactly("server ended LOST", "client ended LOST 1006");
    }

    @Test
    void aBlackHoleTellsNobody() {
        Link link = open();
        link.request(5);
        peer().blackHole();

        link.send(Frame.text("lost"));
        link.ping();
        peer().send("lost");
        peer().close(1000, "");
        time.advance(Duration.ofMinutes(1));

        assertThat(log).isEmpty();
    }

    @Test
    void aFrameOverTheLimitEndsTheLink() {
        Link link = open();
        link.request(5);

        peer().send("x".repeat(100));
        peer().send("y".repeat(101));
        peer().send("z");
        time.run();

        assertThat(log)
                .containsExactly("client got " + "x".repeat(100), "client ended TOO_LARGE 1006", "server ended LOST");
    }

    @Test
    void aServerMayRefuse() {
        refusal = ConnectionException.refused("loop.test:80", 503, null);

        CompletableFuture<Link> opening = opening();
        time.run();

        assertThat(opening).isCompletedExceptionally();
        assertThat(opening.handle((link, error) -> error).join()).isSameAs(refusal);
        assertThat(peers).isEmpty();
        assertThat(transport.openLinks()).isZero();
    }

    @Test
    void everyStepTakesItsTimeAndWhatWasSentFirstArrivesFirst() {
        List<Duration> delays = new ArrayList<>(List.of(Duration.ofMillis(5), Duration.ofMillis(7)));
        transport = transport.withLatency(() -> delays.isEmpty() ? Duration.ZERO : delays.remove(0));
        CompletableFuture<Link> opening = opening();
        time.advance(Duration.ofMillis(4));
        assertThat(opening).isNotDone();
        time.advance(Duration.ofMillis(8));
        Link link = opening.join();

        delays.add(Duration.ofMillis(50));
        link.send(Frame.text("slow"));
        link.send(Frame.text("fast"));
        time.advance(Duration.ofMillis(49));
        assertThat(log).isEmpty();
        time.advance(Duration.ofMillis(1));

        assertThat(log).containsExactly("written 1", "server got slow", "written 1", "server got fast");
    }

    @Test
    void anAbandonedOpeningReachesNobodyAndLeavesNothingPlanned() {
        transport = transport.withLatency(() -> Duration.ofSeconds(3));

        opening().cancel(true);

        assertThat(time.planned()).isZero();
        time.advance(Duration.ofMinutes(1));
        assertThat(peers).isEmpty();
        assertThat(transport.openLinks()).isZero();
    }

    @Test
    void aClosedTransportEndsItsLinksAndOpensNoMore() {
        open();
        CompletableFuture<Link> underWay = opening();

        transport.close();
        transport.close();
        time.run();

        assertThat(log).containsExactlyInAnyOrder("client ended ABORTED 1006", "server ended LOST");
        assertThat(codeOf(underWay)).isEqualTo(ErrorCode.CLOSED);
        CompletableFuture<Link> later = opening();
        time.run();
        assertThat(codeOf(later)).isEqualTo(ErrorCode.CLOSED);
        assertThat(codeOf(transport.exchange(call()).toCompletableFuture())).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void httpCallsReachTheServer() {
        HttpCall.Reply nobody = transport.exchange(call()).toCompletableFuture().join();
        LoopbackTransport answering = LoopbackTransport.to(new LoopbackTransport.Server() {
            @Override
            public HttpCall.Reply exchange(HttpCall call) {
                return new HttpCall.Reply(200, Collections.emptyMap(), "for " + call.uri());
            }
        });

        assertThat(nobody.status()).isEqualTo(404);
        assertThat(answering.exchange(call()).toCompletableFuture().join().body())
                .isEqualTo("for http://loop.test/x");
    }

    @Test
    void saysWhatItIs() {
        assertThat(transport.name()).isEqualTo("loopback");
        assertThat(transport.capabilities())
                .contains(Transport.Capability.SEES_END_OF_STREAM)
                .doesNotContain(Transport.Capability.COMPRESSION);
        assertThat(open().subprotocol()).isEmpty();
    }

    private CompletableFuture<Link> opening() {
        return transport.open(REQUEST, listener, time.environment()).toCompletableFuture();
    }

    private Link open() {
        CompletableFuture<Link> opening = opening();
        while (!opening.isDone() || peers.isEmpty()) {
            time.advance(time.untilNext());
        }
        time.run();
        return opening.join();
    }

    private LoopbackTransport.Server.Peer peer() {
        return peers.get(0);
    }

    private static HttpCall call() {
        return HttpCall.get(URI.create("http://loop.test/x"));
    }

    private static ErrorCode codeOf(CompletableFuture<?> failed) {
        Throwable error = failed.handle((value, thrown) -> thrown).join();
        return ((ConnectionException) error).code();
    }
}
