// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Deadline;
import java.io.IOException;
import java.util.Arrays;
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
        ends.assertSilence(direction);
        assertThat(proxy.forwarded(direction)).isEqualTo("before".length());
        assertThat(proxy.open()).isEqualTo(1);
    }

    @Test
    void blackHoleKeepsTheEndOfTheStreamUntilRestored() throws Exception {
        Pipe.Ends ends = pipe.connect();
        proxy.blackHole(direction);
        ends.sender(direction).shutdownOutput();

        ends.assertSilence(direction);
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

        ends.assertSilence(direction);
        assertThat(proxy.open()).isEqualTo(1);

        proxy.restore();
        FaultProxyTest.assertReset(ends, direction);
        proxy.awaitOpen(0);
    }

    @Test
    void stallBlocksTheSenderAndLosesNothing() throws Exception {
        Pipe.Ends ends = pipe.connect();
        byte[] flood = Pipe.random(FLOOD_BYTES);
        proxy.stall(direction);

        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> ends.write(direction, flood));
        assertThat(ends.trip(direction.opposite(), "the other way")).isEqualTo("the other way");
        ends.assertSilence(direction);
        assertThat(proxy.forwarded(direction)).isZero();
        assertThat(sent).isNotDone();

        proxy.restore();
        assertThat(Arrays.equals(ends.receiveBytes(direction, FLOOD_BYTES), flood))
                .isTrue();
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

        ends.assertSilence(direction);

        proxy.restore();
        assertThat(ends.receive(direction, 8)).isEqualTo("patience");
    }

    @Test
    void resetComesAfterExactlySoManyFurtherBytes() throws Exception {
        Pipe.Ends ends = pipe.connect();
        ends.trip(direction, "before");

        proxy.resetAfter(direction, 10_000);
        byte[] content = Pipe.random(20_000);
        ends.write(direction, Arrays.copyOf(content, 9_999));
        byte[] first = ends.receiveBytes(direction, 9_999);
        ends.write(direction, Arrays.copyOfRange(content, 9_999, 20_000));

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
}
