// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Aborts, and the silence behind every end. */
public interface AbortContract extends TransportSource {
    /** Abort drops the connection at once, also in the middle of a close. */
    @Test
    default void abortAfterCloseEndsAtOnce() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            Wire wire = stage.connect(peer, Stage.request(peer).closeTimeout(Duration.ofMinutes(1)))
                    .requestAll();
            wire.link().close(1000, "");
            wire.server().awaitClose();

            wire.link().abort();

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
            wire.server().awaitEnd();
        }
    }

    /** Abort ends the link without a close frame, with or without demand, and only once. */
    @Test
    default void abortEndsTheLinkOnce() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 20; i++) {
                Wire wire = i % 2 == 0 ? stage.connect() : stage.connect().requestAll();

                wire.link().abort();
                wire.link().abort();
                wire.link().close(1000, "");

                Link.End end = wire.listener().awaitEnd();
                assertThat(end.kind()).isEqualTo(Link.End.Kind.ABORTED);
                assertThat(end.code()).isEqualTo(Link.End.NO_CLOSE_FRAME);
                wire.server().awaitEnd();
            }
        }
    }

    /** A write that is stuck does not keep the socket: a peer that never reads finds out as soon as it writes. */
    @Test
    default void abortFreesTheSocketOfAStuckWrite() {
        try (Stage stage = Stage.of(this)) {
            RawPeer deaf = stage.own(RawPeer.builder().receiveBufferBytes(4096).start());
            Wire wire = stage.connect(deaf, Stage.request(deaf).writeTimeout(Duration.ofMinutes(5)))
                    .requestAll();
            String large = "s".repeat(1 << 20);
            for (int i = 0; i < 16; i++) {
                wire.sendText(large);
            }
            wire.listener().awaitWritten(1);

            wire.link().abort();

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
            Deadline.await("the peer's writes fail", () -> !wire.serverCanWrite());
        }
    }

    /** After the end every call is allowed, and none has an effect. */
    @Test
    default void callsAfterTheEndHaveNoEffect() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();
            wire.server().close(1000, "");
            wire.listener().awaitEnd();

            wire.sendText("too late");
            wire.request(1);
            wire.link().ping();
            wire.link().close(1000, "");
            wire.link().abort();

            stage.roundTripElsewhere();
            assertThat(wire.link().queuedBytes()).isZero();
            assertThat(wire.listener().written()).isZero();
            assertThat(wire.listener().ends()).hasSize(1);
        }
    }

    /** Nothing is delivered behind the end, even when the server is in full flow. */
    @Test
    default void nothingIsDeliveredAfterAnAbort() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 10; i++) {
                Wire wire = stage.connect().requestAll();
                Flood.start(wire.server(), 100_000, 100);
                wire.listener().awaitReceived(10);

                wire.link().abort();

                wire.listener().awaitEnd();
                long delivered = wire.listener().received();
                stage.roundTripElsewhere();
                assertThat(wire.listener().received()).isEqualTo(delivered);
            }
        }
    }

    /** The loop that owns a link may run on the thread that delivers: every call is allowed in there. */
    @Test
    default void callsFromWithinTheListenerAreAllowed() {
        try (Stage stage = Stage.of(this)) {
            EchoingListener echo = new EchoingListener(stage.listener());
            Wire wire = echo.connect(stage);
            for (int i = 0; i < 100; i++) {
                wire.server().text("echo " + i);
                assertThat(wire.server().readText()).isEqualTo("echo " + i);
            }

            wire.server().text(EchoingListener.CLOSE);

            assertThat(wire.server().awaitClose().closeCode()).isEqualTo(1000);
            wire.server().close(1000, "");
            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.CLOSED);
            assertThat(echo.wasNested()).isFalse();
        }
    }

    /** An abort within a delivery ends the link behind it, not inside it. */
    @Test
    default void abortFromWithinTheListenerEndsOnce() {
        try (Stage stage = Stage.of(this)) {
            EchoingListener echo = new EchoingListener(stage.listener());
            Wire wire = echo.connect(stage);

            wire.server().write(ServerFrames.text(EchoingListener.ABORT), ServerFrames.text("too late"));

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
            wire.server().awaitEnd();
            assertThat(wire.listener().received()).isEqualTo(1);
            assertThat(echo.wasNested()).isFalse();
        }
    }
}
