// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Transport;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Servers that break RFC 6455, or send more than allowed: the link ends and says why. */
public interface InvalidFrameContract extends TransportSource {
    /**
     * A frame that RFC 6455 forbids ends the link, and nothing of it is delivered.
     *
     * @return one test for each kind of frame
     */
    @TestFactory
    default Stream<DynamicTest> aForbiddenFrameEndsTheLink() {
        byte[] text = "text".getBytes(UTF_8);
        Map<String, byte[]> forbidden = new TreeMap<>(Map.of(
                "first reserved bit", ServerFrames.raw(0xC1, text),
                "second reserved bit", ServerFrames.raw(0xA1, text),
                "third reserved bit", ServerFrames.raw(0x91, text),
                "reserved data opcode", ServerFrames.raw(0x83, text),
                "reserved control opcode", ServerFrames.raw(0x8B, text),
                "continuation of nothing", ServerFrames.part(Opcode.CONTINUATION, true, text),
                "ping in fragments", ServerFrames.part(Opcode.PING, false, text),
                "ping over 125 bytes", ServerFrames.part(Opcode.PING, true, new byte[126]),
                "masked frame", new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'},
                "close frame of one byte", ServerFrames.part(Opcode.CLOSE, true, new byte[1])));
        return forbidden.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> endsWithProtocolError(entry.getValue())));
    }

    /** A new message cannot begin within another. */
    @Test
    default void aMessageWithinAMessageEndsTheLink() {
        byte[] text = "text".getBytes(UTF_8);

        endsWithProtocolError(ServerFrames.part(Opcode.TEXT, false, text), ServerFrames.part(Opcode.TEXT, true, text));
    }

    private void endsWithProtocolError(byte[]... frames) {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().write(frames);

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.PROTOCOL_ERROR);
            assertThat(wire.listener().received()).isZero();
            wire.server().awaitEnd();
        }
    }

    /** An error tells what was wrong, not what was written. */
    @Test
    default void anErrorDoesNotRepeatTheMessage() {
        try (Stage stage = Stage.of(this)) {
            Wire broken = stage.connect().requestAll();
            Wire large = stage.connect().requestAll();

            broken.server().write(ServerFrames.raw(0xC1, Secrets.QUERY.getBytes(UTF_8)));
            large.writeWhatIsTaken(ServerFrames.text(Secrets.QUERY.repeat(100_000)));

            Secrets.assertAbsent(broken.listener().awaitEnd());
            Secrets.assertAbsentFromChain(broken.listener().awaitEnd().cause());
            Secrets.assertAbsent(large.listener().awaitEnd());
            Secrets.assertAbsentFromChain(large.listener().awaitEnd().cause());
        }
    }

    /** Text that is not UTF-8 ends the link where the platform looks, and holds replacement characters elsewhere. */
    @Test
    default void textThatIsNotUtf8() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            wire.server().write(ServerFrames.part(Opcode.TEXT, true, new byte[] {'a', (byte) 0xFF, 'b'}));

            if (stage.can(Transport.Capability.REJECTS_INVALID_UTF8)) {
                assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.PROTOCOL_ERROR);
                assertThat(wire.listener().received()).isZero();
            } else {
                assertThat(wire.listener().awaitText()).isEqualTo("a\ufffdb");
            }
        }
    }

    /** The limit itself is allowed; it counts bytes, not characters. */
    @Test
    default void aMessageAtTheLimitIsDelivered() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            Wire wire = stage.connect(peer, Stage.request(peer).maxMessageBytes(1000))
                    .request(2);
            String euros = "\u20ac".repeat(333) + ".";

            wire.server().text(euros);
            wire.server().write(ServerFrames.binary(new byte[1000]));

            assertThat(wire.listener().awaitText()).isEqualTo(euros);
            assertThat(wire.listener().awaitFrame().byteCount()).isEqualTo(1000);
        }
    }

    /**
     * One byte more is too much, however it is sent.
     *
     * @return one test for each way
     */
    @TestFactory
    default Stream<DynamicTest> aMessageOverTheLimitEndsTheLink() {
        Map<String, byte[][]> ways = new TreeMap<>(Map.of(
                "binary", new byte[][] {ServerFrames.binary(new byte[1001])},
                "text of one byte each", new byte[][] {ServerFrames.text("a".repeat(1001))},
                "text of three bytes each", new byte[][] {ServerFrames.text("\u20ac".repeat(334))},
                "fragments",
                        new byte[][] {
                            ServerFrames.part(Opcode.BINARY, false, new byte[500]),
                            ServerFrames.part(Opcode.CONTINUATION, false, new byte[500]),
                            ServerFrames.part(Opcode.CONTINUATION, true, new byte[1])
                        }));
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    try (Stage stage = Stage.of(this)) {
                        RawPeer peer = stage.peer();
                        Wire wire = stage.connect(peer, Stage.request(peer).maxMessageBytes(1000))
                                .requestAll();

                        wire.writeWhatIsTaken(way.getValue());

                        assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.TOO_LARGE);
                        assertThat(wire.listener().received()).isZero();
                        wire.server().awaitEnd();
                    }
                }));
    }

    /**
     * A giant is refused while it arrives where the platform can: the limit is all that is ever held of it. Elsewhere it
     * is refused once it is whole.
     *
     * @return one test for each way to send a giant
     */
    @TestFactory
    default Stream<DynamicTest> aGiantMessageEndsTheLink() {
        return Stream.of(Opcode.TEXT, Opcode.BINARY)
                .map(opcode -> DynamicTest.dynamicTest("one frame of " + opcode, () -> {
                    int total = 16 << 20;
                    byte[] claim = ServerFrames.header(0x80 | opcode.code(), total);
                    byte[] beginning = new byte[1 << 20];
                    byte[] rest = new byte[total - beginning.length];
                    assertRefusedEarlyIfPossible(new byte[][] {claim, beginning}, rest);
                }));
    }

    /** A length of more than 63 bits is no length (RFC 6455, section 5.2). */
    @Test
    default void aLengthWithTheHighestBitEndsTheLink() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().write(ServerFrames.header(0x82, Long.MIN_VALUE + 5), "abcde".getBytes(UTF_8));

            assertThat(wire.listener().awaitEnd().kind()).isIn(Link.End.Kind.PROTOCOL_ERROR, Link.End.Kind.TOO_LARGE);
            assertThat(wire.listener().received()).isZero();
        }
    }

    /** A message whose parts never end is a giant too. */
    @Test
    default void fragmentsWithoutEndEndTheLink() {
        byte[][] parts = new byte[100][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = ServerFrames.part(i == 0 ? Opcode.BINARY : Opcode.CONTINUATION, false, new byte[10_000]);
        }

        assertRefusedEarlyIfPossible(parts, ServerFrames.part(Opcode.CONTINUATION, true, new byte[1]));
    }

    private void assertRefusedEarlyIfPossible(byte[][] beginning, byte[] rest) {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            Wire wire = stage.connect(peer, Stage.request(peer).maxMessageBytes(64 * 1024))
                    .requestAll();

            wire.writeWhatIsTaken(beginning);
            if (!stage.can(Transport.Capability.LIMITS_INBOUND_BEFORE_ASSEMBLY)) {
                wire.writeWhatIsTaken(rest);
            }

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.TOO_LARGE);
            assertThat(wire.listener().received()).isZero();
            wire.server().awaitEnd();
        }
    }
}
