// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Demand and its limits: a slow client slows the server down, a slow server is noticed, and neither costs memory. */
public interface PressureContract extends TransportSource {
    /** Without demand nothing is delivered; with it, no more than was asked for. */
    @Test
    default void noMoreIsDeliveredThanAskedFor() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            for (int i = 0; i < 6; i++) {
                wire.server().text("message " + i);
            }
            stage.roundTripElsewhere();
            assertThat(wire.listener().received()).isZero();

            wire.request(2);
            wire.listener().awaitReceived(2);
            stage.roundTripElsewhere();
            assertThat(wire.listener().received()).isEqualTo(2);

            wire.request(1).request(2);
            wire.listener().awaitReceived(5);
            stage.roundTripElsewhere();
            assertThat(wire.listener().received()).isEqualTo(5);

            wire.request(1);
            wire.listener().awaitReceived(6);
        }
    }

    /** Demand may be given in plenty, more than once. */
    @Test
    default void endlessDemandCanBeAddedTo() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll().request(1).requestAll();

            wire.server().text("hello");

            assertThat(wire.listener().awaitText()).isEqualTo("hello");
        }
    }

    /** Demand that runs out slows the server down by TCP; given again, everything comes in order. */
    @Test
    default void aPauseStallsTheServerAndLosesNothing() {
        int count = 512;
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);
            Flood flood = Flood.start(wire.server(), count, 64 * 1024);
            assertThat(wire.listener().awaitText()).isEqualTo(flood.message(0));

            flood.awaitStandstill();
            assertThat(flood.isDone()).as("32 MiB taken without demand").isFalse();

            wire.requestAll();
            for (int i = 1; i < count; i++) {
                assertThat(wire.listener().awaitText()).isEqualTo(flood.message(i));
            }
        }
    }

    /** A paused link does not hold up the others. */
    @Test
    default void aPausedLinkDoesNotHoldUpOthers() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 8; i++) {
                Wire paused = stage.connect();
                paused.server().text("waits");
                stage.roundTripElsewhere();
            }
        }
    }

    /** A paused link can still send. */
    @Test
    default void aPausedLinkStillSends() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            wire.server().text("waits");

            wire.sendText("goes");

            assertThat(wire.server().readText()).isEqualTo("goes");
            wire.listener().awaitWritten(1);
        }
    }

    /** A peer that stops reading shows in the queue, and ends the link at the write deadline. */
    @Test
    default void aPeerThatStopsReadingStallsTheWrite() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.builder().receiveBufferBytes(4096).start());
            Wire wire = stage.connect(peer, Stage.request(peer).writeTimeout(Duration.ofMillis(500)))
                    .requestAll();

            fill(wire, 64);
            assertThat(wire.link().queuedBytes()).isPositive();

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.WRITE_STALLED);
            assertThat(wire.listener().written()).isLessThan(64);
            wire.server().awaitEnd();
        }
    }

    /** A peer that reads slowly, but within the write deadline, gets everything. */
    @Test
    default void aPeerThatReadsLateGetsEverything() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.own(RawPeer.builder().receiveBufferBytes(4096).start());
            Wire wire = stage.connect(peer, Stage.request(peer).writeTimeout(Duration.ofMinutes(1)));
            long each = fill(wire, 64);
            Deadline.await(
                    "all bytes either written or queued",
                    () -> wire.link().queuedBytes() == (64 - wire.listener().written()) * each);

            for (int i = 0; i < 64; i++) {
                assertThat(wire.server().readText()).startsWith(number(i));
            }

            wire.listener().awaitWritten(64);
            Deadline.await("nothing queued", () -> wire.link().queuedBytes() == 0);
        }
    }

    /** Sends numbered frames of one size, and tells their size in bytes. */
    private static long fill(Wire wire, int frames) {
        String quarter = "y".repeat(256 * 1024);
        for (int i = 0; i < frames; i++) {
            wire.sendText(number(i) + quarter);
        }
        return Frame.text(number(0) + quarter).byteCount();
    }

    private static String number(int i) {
        return String.format("%04d:", i);
    }
}
