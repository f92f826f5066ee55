// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Capability;
import io.github.keepwire.transport.LinkEnd;
import java.io.UncheckedIOException;
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

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(LinkEnd.Kind.PROTOCOL_ERROR);
            assertThat(wire.listener().received()).isZero();
            wire.server().awaitEnd();
        }
    }

    /** Text that is not UTF-8 ends the link where the platform looks, and holds replacement characters elsewhere. */
    @Test
    default void textThatIsNotUtf8() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);

            wire.server().write(ServerFrames.part(Opcode.TEXT, true, new byte[] {'a', (byte) 0xFF, 'b'}));

            if (stage.can(Capability.REJECTS_INVALID_UTF8)) {
                assertThat(wire.listener().awaitEnd().kind()).isEqualTo(LinkEnd.Kind.PROTOCOL_ERROR);
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

                        wire.server().write(way.getValue());

                        assertThat(wire.listener().awaitEnd().kind()).isEqualTo(LinkEnd.Kind.TOO_LARGE);
                        assertThat(wire.listener().received()).isZero();
                        wire.server().awaitEnd();
                    }
                }));
    }

    /**
     * A giant is refused while it arrives where the platform can; its server cannot get rid of more than what fits into
     * the buffers on the way. Elsewhere it is refused once it is whole.
     */
    @Test
    default void aGiantMessage() {
        try (Stage stage = Stage.of(this)) {
            RawPeer peer = stage.peer();
            Wire wire = stage.connect(peer, Stage.request(peer).maxMessageBytes(64 * 1024))
                    .requestAll();
            boolean early = stage.can(Capability.LIMITS_INBOUND_BEFORE_ASSEMBLY);
            int mebibytes = early ? 1024 : 8;

            int taken = stream(wire, mebibytes);

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(LinkEnd.Kind.TOO_LARGE);
            assertThat(wire.listener().received()).isZero();
            if (early) {
                assertThat(taken).as("mebibytes taken of 1024").isLessThan(64);
            }
        }
    }

    /** Writes one message of so many mebibytes, and tells how many of them were taken. */
    private static int stream(Wire wire, int mebibytes) {
        byte[] mebibyte = new byte[1 << 20];
        wire.server().write(ServerFrames.header(0x82, (long) mebibytes << 20));
        for (int taken = 0; taken < mebibytes; taken++) {
            try {
                wire.server().write(mebibyte);
            } catch (UncheckedIOException dropped) {
                return taken;
            }
        }
        return mebibytes;
    }
}
