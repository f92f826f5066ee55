// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testkit.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DirectionModesTest {
    /** More than the buffers of two connections hold on any machine. */
    private static final int FLOOD_BYTES = 64 << 20;

    private final Direction direction;
    private Pipe pipe;
    private FaultProxy proxy;

    DirectionModesTest(Direction direction) {
        this.direction = direction;
    }

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
    void blackHoleLosesBytesAndTellsNobody() throws Exception {
        Pipe.Ends ends = pipe.connect();
        ends.trip(direction, "before");

        proxy.blackHole(direction);
        byte[] flood = new byte[FLOOD_BYTES];
        ends.sender(direction).getOutputStream().write(flood);

        assertThat(ends.trip(direction.opposite(), "the other way")).isEqualTo("the other way");
        assertSilence(ends);
        assertThat(proxy.forwarded(direction)).isEqualTo("before".length());
        assertThat(proxy.open()).isEqualTo(1);
    }

    @Test
    void blackHoleKeepsTheEndOfTheStreamUntilRestored() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.blackHole(direction);
        ends.sender(direction).shutdownOutput();

        assertSilence(ends);
        assertThat(ends.trip(direction.opposite(), "the other way")).isEqualTo("the other way");

        proxy.restore();
        assertThat(ends.read(direction)).isEqualTo(-1);
    }

    @Test
    void blackHoleKeepsAResetUntilRestored() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.blackHole(direction);
        ends.sender(direction).setSoLinger(true, 0);
        ends.sender(direction).close();

        assertSilence(ends);
        assertThat(proxy.open()).isEqualTo(1);

        proxy.restore();
        FaultProxyTest.assertReset(ends, direction);
        proxy.awaitOpen(0);
    }

    @Test
    void stallBlocksTheSenderAndLosesNothing() throws Exception {
        Pipe.Ends ends = pipe.connect();
        byte[] flood = random(FLOOD_BYTES);
        proxy.stall(direction);

        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> write(ends, flood));
        assertThat(ends.trip(direction.opposite(), "the other way")).isEqualTo("the other way");
        assertSilence(ends);
        assertThat(proxy.forwarded(direction)).isZero();
        assertThat(sent).isNotDone();

        proxy.restore();
        assertThat(Arrays.equals(receive(ends, FLOOD_BYTES), flood)).isTrue();
        Deadline.result("all is sent", sent);
    }

    @Test
    void stalledConnectionCanBeCut() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.stall(direction);
        ends.send(direction, "held");

        proxy.cut();

        FaultProxyTest.assertReset(ends, direction);
    }

    @Test
    void stalledConnectionCanBeHungUp() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.stall(direction);
        ends.send(direction, "held");

        proxy.hangUp();

        assertThat(ends.read(direction)).isEqualTo(-1);
        assertThat(ends.read(direction.opposite())).isEqualTo(-1);
    }

    @Test
    void newConnectionsAreStalledAsWell() throws Exception {
        proxy.stall(direction);
        Pipe.Ends ends = pipe.connect();
        ends.send(direction, "patience");

        assertSilence(ends);

        proxy.restore();
        assertThat(ends.receive(direction, 8)).isEqualTo("patience");
    }

    @Test
    void delayHoldsEachChunkAndKeepsTheOrder() throws Exception {
        Duration delay = Duration.ofMillis(60);
        Pipe.Ends ends = pipe.connect();
        proxy.delay(direction, delay);

        for (String text : new String[] {"one", "two", "three"}) {
            long start = System.nanoTime();
            assertThat(ends.trip(direction, text)).isEqualTo(text);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
        }
        ends.send(direction, "four");
        ends.send(direction, "five");
        assertThat(ends.receive(direction, 8)).isEqualTo("fourfive");
    }

    @Test
    void delayHoldsTheEndAsWell() throws Exception {
        Duration delay = Duration.ofMillis(60);
        Pipe.Ends ends = pipe.connect();
        proxy.delay(direction, delay);

        long start = System.nanoTime();
        ends.sender(direction).shutdownOutput();

        assertThat(ends.read(direction)).isEqualTo(-1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
    }

    @Test
    void delayedChunkIsSetFreeByRestore() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.delay(direction, Duration.ofDays(1));
        ends.send(direction, "at last");
        assertThat(ends.trip(direction.opposite(), "the other way")).isEqualTo("the other way");

        proxy.restore();

        assertThat(ends.receive(direction, 7)).isEqualTo("at last");
    }

    @Test
    void throttledBytesTakeTheirTimeAndKeepTheOrder() throws Exception {
        Pipe.Ends ends = pipe.connect();
        byte[] content = random(30_000);
        proxy.throttle(direction, 100_000);

        long start = System.nanoTime();
        write(ends, content);

        assertThat(receive(ends, content.length)).isEqualTo(content);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void throttleIsSharedByAllConnections() throws Exception {
        Pipe.Ends first = pipe.connect();
        Pipe.Ends second = pipe.connect();
        proxy.throttle(direction, 100_000);

        long start = System.nanoTime();
        write(first, random(15_000));
        write(second, random(15_000));

        assertThat(receive(first, 15_000)).hasSize(15_000);
        assertThat(receive(second, 15_000)).hasSize(15_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void resetComesAfterExactlySoManyFurtherBytes() throws Exception {
        Pipe.Ends ends = pipe.connect();
        ends.trip(direction, "before");

        proxy.resetAfter(direction, 10_000);
        byte[] content = random(20_000);
        write(ends, Arrays.copyOf(content, 9_999));
        byte[] first = receive(ends, 9_999);
        write(ends, Arrays.copyOfRange(content, 9_999, 20_000));

        assertThat(first).isEqualTo(Arrays.copyOf(content, 9_999));
        assertThat(ends.read(direction)).isEqualTo(content[9_999] & 0xff);
        FaultProxyTest.assertReset(ends, direction);
        assertThat(proxy.forwarded(direction)).isEqualTo("before".length() + 10_000);
        proxy.awaitOpen(0);
    }

    @Test
    void resetHappensOnceAndThenTheDirectionPassesAgain() throws Exception {
        Pipe.Ends first = pipe.connect();
        Pipe.Ends second = pipe.connect();
        proxy.resetAfter(direction, 5);

        assertThat(first.trip(direction, "12345")).isEqualTo("12345");
        FaultProxyTest.assertReset(first, direction);

        assertThat(second.trip(direction, "longer than five")).isEqualTo("longer than five");
        assertThat(pipe.connect().trip(direction, "so is this")).isEqualTo("so is this");
    }

    @Test
    void halfCloseEndsOneDirectionOnly() throws Exception {
        Pipe.Ends ends = pipe.connect();
        ends.trip(direction, "before");

        proxy.halfClose(direction);

        assertThat(ends.read(direction)).isEqualTo(-1);
        ends.sender(direction).getOutputStream().write(new byte[FLOOD_BYTES]);
        assertThat(ends.trip(direction.opposite(), "still here")).isEqualTo("still here");
        assertThat(proxy.open()).isEqualTo(1);
    }

    @Test
    void halfCloseMeetsNewConnectionsUntilRestored() throws Exception {
        proxy.halfClose(direction);
        assertThat(pipe.connect().read(direction)).isEqualTo(-1);

        proxy.restore();
        assertThat(pipe.connect().trip(direction, "whole")).isEqualTo("whole");
    }

    @Test
    void theLastModeWinsForAChunkThatWaits() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.stall(direction);
        ends.send(direction, "held, then lost");
        proxy.blackHole(direction);
        ends.sender(direction).shutdownOutput();

        proxy.halfClose(direction);

        assertThat(ends.read(direction)).isEqualTo(-1);
        assertThat(proxy.forwarded(direction)).isZero();
    }

    /** Neither bytes nor an end come: the only test of an absence, so it takes a moment, and can only err by passing. */
    private void assertSilence(Pipe.Ends ends) throws IOException {
        Socket receiver = ends.receiver(direction);
        int patience = receiver.getSoTimeout();
        receiver.setSoTimeout(30);
        assertThatThrownBy(() -> ends.read(direction)).isInstanceOf(SocketTimeoutException.class);
        receiver.setSoTimeout(patience);
    }

    private void write(Pipe.Ends ends, byte[] content) {
        try {
            ends.sender(direction).getOutputStream().write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] receive(Pipe.Ends ends, int bytes) throws IOException {
        InputStream in = ends.receiver(direction).getInputStream();
        return in.readNBytes(bytes);
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        return content;
    }
}
