// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.ClientFrame;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.ServerFrames;
import org.junit.jupiter.api.Test;

/** Pings and pongs, both ways. */
public interface PingContract extends TransportSource {
    /** A server's ping is answered with its own payload, and uses up no demand. */
    @Test
    default void pingsOfTheServerAreAnswered() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            for (int i = 0; i < 20; i++) {
                wire.server().write(ServerFrames.ping("ping " + i));
                assertThat(wire.server().read(Opcode.PONG).text()).isEqualTo("ping " + i);
            }
            wire.server().text("still here");

            assertThat(wire.listener().awaitText()).isEqualTo("still here");
        }
    }

    /** Our ping has an empty body, and its answer is told. */
    @Test
    default void theAnswerToOurPingIsTold() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            wire.link().ping();
            ClientFrame ping = wire.server().read(Opcode.PING);
            assertThat(ping.bytes()).isEmpty();
            wire.server().write(ServerFrames.pong(""));

            wire.listener().awaitPongs(1);
        }
    }

    /** A pong that nobody asked for is told like any other (RFC 6455, section 5.5.3). */
    @Test
    default void aPongOfTheServersOwnAccordIsTold() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            wire.server().write(ServerFrames.pong("heartbeat"));

            wire.listener().awaitPongs(1);
        }
    }

    /** Pings may come between parts, and are answered there. */
    @Test
    default void aPingBetweenFragmentsIsAnswered() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            wire.server()
                    .write(
                            ServerFrames.part(Opcode.TEXT, false, "one ".getBytes(UTF_8)),
                            ServerFrames.ping("are you there"));
            assertThat(wire.server().read(Opcode.PONG).text()).isEqualTo("are you there");
            wire.server().write(ServerFrames.part(Opcode.CONTINUATION, true, "two".getBytes(UTF_8)));

            assertThat(wire.listener().awaitText()).isEqualTo("one two");
        }
    }

    /** The largest ping that is allowed is answered whole. */
    @Test
    default void aPingOf125BytesIsAnsweredWhole() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);
            String payload = "p".repeat(125);

            wire.server().write(ServerFrames.ping(payload));

            assertThat(wire.server().read(Opcode.PONG).text()).isEqualTo(payload);
        }
    }

    /** Pings of ours go out between messages, and each answer is told. */
    @Test
    default void manyPingsAmongMessagesAreAnswered() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            for (int i = 0; i < 20; i++) {
                wire.link().ping();
                wire.sendText("message " + i);
                wire.server().read(Opcode.PING);
                assertThat(wire.server().readText()).isEqualTo("message " + i);
                wire.server().write(ServerFrames.text("reply"), ServerFrames.pong(""));
                wire.listener().awaitPongs(i + 1);
            }

            wire.listener().awaitWritten(20);
            assertThat(wire.listener().written()).as("pings are no messages").isEqualTo(20);
        }
    }
}
