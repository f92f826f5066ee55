// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Delay and throttle; lower bounds only, since a machine may always be slower. */
@ParameterizedClass
@EnumSource
class DirectionTimingTest {
    private final Direction direction;
    private Pipe pipe;
    private FaultProxy proxy;

    DirectionTimingTest(Direction direction) {
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
        byte[] content = Pipe.random(30_000);
        proxy.throttle(direction, 100_000);

        long start = System.nanoTime();
        ends.write(direction, content);

        assertThat(ends.receiveBytes(direction, content.length)).isEqualTo(content);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void throttleIsSharedByAllConnections() throws Exception {
        Pipe.Ends first = pipe.connect();
        Pipe.Ends second = pipe.connect();
        proxy.throttle(direction, 100_000);

        long start = System.nanoTime();
        first.write(direction, Pipe.random(15_000));
        second.write(direction, Pipe.random(15_000));

        assertThat(first.receiveBytes(direction, 15_000)).hasSize(15_000);
        assertThat(second.receiveBytes(direction, 15_000)).hasSize(15_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
