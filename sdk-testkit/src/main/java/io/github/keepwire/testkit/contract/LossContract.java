// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that die, with or without a last word. */
public interface LossContract extends TransportSource {
    /** A reset while nothing happens is noticed. */
    @Test
    default void aResetOfAnIdleLinkIsTold() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().rst();

            assertLost(wire.listener().awaitEnd());
        }
    }

    /** A reset in the middle of a message drops what came of it. */
    @Test
    default void aResetWithinAMessageDropsTheRest() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();
            wire.server()
                    .write(ServerFrames.part(Opcode.TEXT, false, "half of".getBytes(UTF_8)), ServerFrames.ping(""));
            wire.server().read(Opcode.PONG);

            wire.server().rst();

            assertLost(wire.listener().awaitEnd());
            assertThat(wire.listener().received()).isZero();
        }
    }

    /** The end of the stream in the middle of a frame drops what came of it. */
    @Test
    default void anEndWithinAFrameDropsTheRest() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().write(ServerFrames.header(0x81, 100), "half a frame".getBytes(UTF_8));
            wire.server().fin();

            assertToldOrFound(stage, wire);
            assertThat(wire.listener().received()).isZero();
        }
    }

    /** The end of the stream while nothing happens. */
    @Test
    default void anEndOfAnIdleLink() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();
            wire.server().text("last word");
            assertThat(wire.listener().awaitText()).isEqualTo("last word");

            wire.server().fin();

            assertToldOrFound(stage, wire);
        }
    }

    /**
     * A server process that dies right behind its last message. Where the platform sees every end of stream, the message
     * arrives and the end is told. Elsewhere it is told, or a ping finds out.
     */
    @Test
    default void aServerThatDiesRightBehindItsLastMessage() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 20; i++) {
                Wire wire = stage.connect().requestAll();

                wire.server().text("last word");
                wire.server().close();

                if (stage.can(Transport.Capability.SEES_END_OF_STREAM)) {
                    assertThat(wire.listener().awaitText()).isEqualTo("last word");
                }
                assertToldOrFound(stage, wire);
            }
        }
    }

    /** The same behind a hundred messages. */
    @Test
    default void aServerThatDiesRightBehindAHundredMessages() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();
            for (int i = 0; i < 100; i++) {
                wire.server().text("message " + i);
            }
            wire.server().close();

            if (stage.can(Transport.Capability.SEES_END_OF_STREAM)) {
                for (int i = 0; i < 100; i++) {
                    assertThat(wire.listener().awaitText()).isEqualTo("message " + i);
                }
            }
            assertToldOrFound(stage, wire);
        }
    }

    /** What came before a loss is not lost for want of demand, where the platform sees the end of the stream. */
    @Test
    default void aLossDuringAPauseIsToldBehindWhatCameBefore() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            wire.server().text("one");
            wire.server().text("two");
            wire.server().fin();

            wire.request(1);
            assertThat(wire.listener().awaitText()).isEqualTo("one");
            wire.requestAll();

            if (stage.can(Transport.Capability.SEES_END_OF_STREAM)) {
                assertThat(wire.listener().awaitText()).isEqualTo("two");
            }
            assertToldOrFound(stage, wire);
        }
    }

    /** Writing to a server that is gone ends the link or goes nowhere, but never throws and never ends it twice. */
    @Test
    default void sendingToADeadServerEndsOnce() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 20; i++) {
                Wire wire = stage.connect().requestAll();
                wire.server().rst();

                for (int j = 0; j < 50; j++) {
                    wire.sendText("is anybody there");
                }

                assertLost(wire.listener().awaitEnd());
            }
        }
    }

    private static void assertLost(Link.End end) {
        assertThat(end.kind()).isEqualTo(Link.End.Kind.LOST);
        assertThat(end.code()).isEqualTo(Link.End.NO_CLOSE_FRAME);
    }

    /** The end is told; or, on a platform that can miss it, a ping stays unanswered and abort() tells it. */
    private static void assertToldOrFound(Stage stage, Wire wire) {
        if (stage.can(Transport.Capability.SEES_END_OF_STREAM)) {
            assertLost(wire.listener().awaitEnd(Duration.ofSeconds(5)));
            return;
        }
        wire.link().ping();
        wire.link().abort();
        assertThat(wire.listener().awaitEnd().kind()).isIn(Link.End.Kind.LOST, Link.End.Kind.ABORTED);
        assertThat(wire.listener().pongs()).isZero();
    }
}
