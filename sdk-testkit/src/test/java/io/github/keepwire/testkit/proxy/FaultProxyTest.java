// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static io.github.keepwire.testkit.proxy.Direction.TO_CLIENT;
import static io.github.keepwire.testkit.proxy.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testkit.ClosedPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultProxyTest {
    private Pipe pipe;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        pipe = new Pipe();
        proxy = pipe.proxy;
    }

    @AfterEach
    void close() throws IOException {
        pipe.close();
    }

    @Test
    void bytesPassBothWaysAndAreCounted() throws Exception {
        Pipe.Ends ends = pipe.connect();

        assertThat(ends.trip(TO_SERVER, "hello")).isEqualTo("hello");
        assertThat(ends.trip(TO_CLIENT, "good morning")).isEqualTo("good morning");
        assertThat(proxy.forwarded(TO_SERVER)).isEqualTo(5);
        assertThat(proxy.forwarded(TO_CLIENT)).isEqualTo(12);
    }

    @ParameterizedTest
    @EnumSource
    void endOfOneSideReachesTheOtherWhichMayStillAnswer(Direction direction) throws Exception {
        Pipe.Ends ends = pipe.connect();
        ends.sender(direction).shutdownOutput();

        assertThat(ends.read(direction)).isEqualTo(-1);
        assertThat(ends.trip(direction.opposite(), "answer")).isEqualTo("answer");
        assertThat(proxy.open()).isEqualTo(1);

        ends.receiver(direction).shutdownOutput();
        assertThat(ends.read(direction.opposite())).isEqualTo(-1);
        proxy.awaitOpen(0);
    }

    @ParameterizedTest
    @EnumSource
    void resetOfOneSideReachesTheOther(Direction direction) throws Exception {
        Pipe.Ends ends = pipe.connect();
        ends.trip(TO_SERVER, "x");
        ends.trip(TO_CLIENT, "x");

        ends.sender(direction).setSoLinger(true, 0);
        ends.sender(direction).close();

        assertReset(ends, direction);
        proxy.awaitOpen(0);
    }

    @Test
    void connectionsAreCounted() throws Exception {
        pipe.connect();
        Pipe.Ends second = pipe.connect();
        proxy.awaitAccepted(2);
        proxy.awaitOpen(2);

        second.sender(TO_SERVER).close();
        second.sender(TO_CLIENT).close();

        proxy.awaitOpen(1);
        assertThat(proxy.accepted()).isEqualTo(2);
    }

    @Test
    void clientIsResetIfTheServerRefuses() throws Exception {
        try (ClosedPort gone = ClosedPort.take();
                FaultProxy lonely = FaultProxy.to(gone.port());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), lonely.port())) {
            client.setSoTimeout(10_000);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            lonely.awaitOpen(0);
        }
    }

    @Test
    void cutResetsBothEndsAndRefusesUntilRestored() throws Exception {
        Pipe.Ends ends = pipe.connect();
        int port = proxy.port();

        proxy.cut();
        proxy.cut();

        assertThat(proxy.open()).isZero();
        assertReset(ends, TO_SERVER);
        assertReset(ends, TO_CLIENT);
        assertThatThrownBy(pipe::knock).isInstanceOf(ConnectException.class);

        proxy.restore();
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(pipe.connect().trip(TO_SERVER, "again")).isEqualTo("again");
    }

    @Test
    void cutAndRestoreCanBeRepeated() throws Exception {
        for (int round = 0; round < 20; round++) {
            assertThat(pipe.connect().trip(TO_SERVER, "round")).isEqualTo("round");
            proxy.cut();
            assertThatThrownBy(pipe::knock).isInstanceOf(ConnectException.class);
            proxy.restore();
        }
    }

    @Test
    void hangUpEndsBothWaysPolitelyAndRefuses() throws Exception {
        Pipe.Ends ends = pipe.connect();

        proxy.hangUp();

        assertThat(ends.read(TO_SERVER)).isEqualTo(-1);
        assertThat(ends.read(TO_CLIENT)).isEqualTo(-1);
        assertThatThrownBy(pipe::knock).isInstanceOf(ConnectException.class);
        ends.send(TO_SERVER, "lost");
        ends.sender(TO_SERVER).close();
        ends.sender(TO_CLIENT).close();
        proxy.awaitOpen(0);
        assertThat(proxy.forwarded(TO_SERVER)).isZero();

        proxy.restore();
        assertThat(pipe.connect().trip(TO_CLIENT, "again")).isEqualTo("again");
    }

    @Test
    void dropConnectionsResetsTheOpenOnesAndGoesOnListening() throws Exception {
        Pipe.Ends ends = pipe.connect();

        proxy.dropConnections();

        assertReset(ends, TO_SERVER);
        assertReset(ends, TO_CLIENT);
        assertThat(pipe.connect().trip(TO_SERVER, "again")).isEqualTo("again");
    }

    @Test
    void heldConnectionIsEstablishedAndServedOnceRestored() throws Exception {
        Pipe.Ends before = pipe.connect();
        proxy.holdAccepts();
        Socket first = pipe.knock();
        Socket second = pipe.knock();
        first.getOutputStream().write('1');
        second.getOutputStream().write('2');

        assertThat(before.trip(TO_SERVER, "open ones go on")).isEqualTo("open ones go on");
        assertThat(proxy.accepted()).isEqualTo(1);

        proxy.restore();
        // each is led to the server on a thread of its own: either may be there first
        int one = pipe.answer().getInputStream().read();
        int other = pipe.answer().getInputStream().read();
        assertThat(List.of(one, other)).containsExactlyInAnyOrder((int) '1', (int) '2');
        assertThat(proxy.accepted()).isEqualTo(3);
    }

    @Test
    void heldConnectionIsResetByCut() throws Exception {
        proxy.holdAccepts();
        Socket held = pipe.knock();

        proxy.cut();

        assertThatThrownBy(() -> held.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void holdingListensAgainAfterACut() throws Exception {
        proxy.cut();
        proxy.holdAccepts();
        Socket held = pipe.knock();

        proxy.restore();

        held.getOutputStream().write('x');
        assertThat(pipe.answer().getInputStream().read()).isEqualTo('x');
    }

    @Test
    void closeResetsRefusesAndCanBeRepeated() throws Exception {
        Pipe.Ends ends = pipe.connect();

        proxy.close();
        proxy.close();

        assertReset(ends, TO_CLIENT);
        assertThatThrownBy(pipe::knock).isInstanceOf(ConnectException.class);
        assertThatIllegalStateException().isThrownBy(proxy::restore).withMessage("the proxy is closed");
    }

    @Test
    void uriKeepsHostPathAndQueryOfTheTarget() {
        try (FaultProxy other = FaultProxy.to(URI.create("wss://localhost:8443/ws/a%2Fb?v=1&w=%26"))) {
            assertThat(other.uri()).hasToString("wss://localhost:" + other.port() + "/ws/a%2Fb?v=1&w=%26");
            assertThat(other.uri("/else?x=y")).hasToString("wss://localhost:" + other.port() + "/else?x=y");
        }
        assertThat(proxy.uri("/ws")).hasScheme("ws").hasPort(proxy.port()).hasPath("/ws");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultProxy.to(URI.create("ws://192.0.2.1:80/")))
                .withMessageContaining("target must be on loopback");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultProxy.to(URI.create("ws:nowhere")))
                .withMessage("target must name a host: ws:nowhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.delay(TO_SERVER, Duration.ofMillis(-1)))
                .withMessage("delay must not be negative: PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.throttle(TO_SERVER, 0))
                .withMessage("bytesPerSecond must be positive: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.resetAfter(TO_SERVER, 0))
                .withMessage("bytes must be positive: 0");
    }

    static void assertReset(Pipe.Ends ends, Direction direction) {
        assertThatThrownBy(() -> ends.read(direction))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }
}
