// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.PolitePeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Messages, both ways, whole and in order. */
public interface MessageContract extends TransportSource {
    /**
     * Text arrives as it was sent, in every script and at every size of frame header.
     *
     * @return one test for each text
     */
    @TestFactory
    default Stream<DynamicTest> textCrossesBothWays() {
        return Stream.of(
                        "",
                        "plain",
                        "h\u00e9llo \u20ac",
                        "\ud83d\udea8 alarm",
                        "\u0000\u001f",
                        "a".repeat(126),
                        "b".repeat(70_000))
                .map(text -> DynamicTest.dynamicTest("text of " + text.length() + " characters", () -> {
                    try (Stage stage = Stage.of(this)) {
                        Wire wire = stage.connect().request(1);

                        wire.sendText(text);
                        assertThat(wire.server().readText()).isEqualTo(text);

                        wire.server().text(text);
                        assertThat(wire.listener().awaitText()).isEqualTo(text);
                    }
                }));
    }

    /**
     * Bytes arrive as they were sent.
     *
     * @return one test for each size
     */
    @TestFactory
    default Stream<DynamicTest> bytesCrossBothWays() {
        return Stream.of(0, 1, 125, 126, 65_535, 65_536)
                .map(size -> DynamicTest.dynamicTest(size + " bytes", () -> {
                    try (Stage stage = Stage.of(this)) {
                        Wire wire = stage.connect().request(1);
                        byte[] content = pattern(size);

                        wire.link().send(Frame.binary(ByteBuffer.wrap(content)));
                        assertThat(wire.server().readMessage(Opcode.BINARY)).isEqualTo(content);

                        wire.server().write(ServerFrames.binary(content));
                        Frame frame = wire.listener().awaitFrame();
                        assertThat(frame.isText()).isFalse();
                        assertThat(bytes(frame)).isEqualTo(content);
                    }
                }));
    }

    /** The byte order of a buffer says how its numbers are read, not how its bytes are sent. */
    @Test
    default void aLittleEndianBufferArrivesIntact() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            byte[] content = pattern(1001);
            ByteBuffer buffer = ByteBuffer.allocateDirect(1003).order(ByteOrder.LITTLE_ENDIAN);
            buffer.position(2).mark();
            buffer.put(content).reset();

            wire.link().send(Frame.binary(buffer));

            assertThat(wire.server().readMessage(Opcode.BINARY)).isEqualTo(content);
        }
    }

    /** What we send is masked (RFC 6455, section 5.3). */
    @Test
    default void everyFrameOfOursIsMasked() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();

            wire.sendText("x");
            wire.link().ping();
            wire.link().close(1000, "");

            assertThat(wire.server().read().masked()).isTrue();
            assertThat(wire.server().read().masked()).isTrue();
            assertThat(wire.server().read().masked()).isTrue();
        }
    }

    /** The largest message that is allowed by default crosses both ways. */
    @Test
    default void aMessageOfOneMebibyteCrossesBothWays() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);
            String text = "m".repeat(1 << 20);

            wire.sendText(text);
            assertThat(wire.server().readText()).isEqualTo(text);
            wire.server().text(text);
            assertThat(wire.listener().awaitText()).isEqualTo(text);
        }
    }

    /** Parts become one message, and use up one unit of demand. */
    @Test
    default void aHundredFragmentsBecomeOneMessage() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);
            StringBuilder whole = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                String part = "part " + i + ";";
                whole.append(part);
                Opcode opcode = i == 0 ? Opcode.TEXT : Opcode.CONTINUATION;
                wire.server().write(ServerFrames.part(opcode, i == 99, part.getBytes(UTF_8)));
            }

            assertThat(wire.listener().awaitText()).isEqualTo(whole.toString());
        }
    }

    /** Binary parts too, empty ones among them. */
    @Test
    default void binaryFragmentsBecomeOneMessage() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);
            byte[] content = pattern(300);

            wire.server()
                    .write(
                            ServerFrames.part(Opcode.BINARY, false, Arrays.copyOf(content, 200)),
                            ServerFrames.part(Opcode.CONTINUATION, false, new byte[0]),
                            ServerFrames.part(Opcode.CONTINUATION, true, Arrays.copyOfRange(content, 200, 300)));

            assertThat(bytes(wire.listener().awaitFrame())).isEqualTo(content);
        }
    }

    /** A character may be split between parts. */
    @Test
    default void aCharacterSplitBetweenFragmentsArrivesWhole() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().request(1);
            byte[] siren = "\ud83d\udea8".getBytes(UTF_8);

            wire.server()
                    .write(
                            ServerFrames.part(Opcode.TEXT, false, Arrays.copyOf(siren, 1)),
                            ServerFrames.part(Opcode.CONTINUATION, false, Arrays.copyOfRange(siren, 1, 3)),
                            ServerFrames.part(Opcode.CONTINUATION, true, Arrays.copyOfRange(siren, 3, 4)));

            assertThat(wire.listener().awaitText()).isEqualTo("\ud83d\udea8");
        }
    }

    /** Order holds for many small messages, both ways. */
    @Test
    default void tenThousandMessagesKeepTheirOrder() {
        int count = 10_000;
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();
            for (int i = 0; i < count; i++) {
                wire.sendText("up " + i);
            }
            for (int i = 0; i < count; i++) {
                assertThat(wire.server().readText()).isEqualTo("up " + i);
            }
            wire.listener().awaitWritten(count);

            for (int i = 0; i < count; i++) {
                wire.server().text("down " + i);
            }
            for (int i = 0; i < count; i++) {
                assertThat(wire.listener().awaitText()).isEqualTo("down " + i);
            }
        }
    }

    /** Several frames of one call stay together, text and binary mixed. */
    @Test
    default void framesOfOneCallStayTogether() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();

            wire.link().send(Frame.text("head"), Frame.binary(ByteBuffer.wrap(new byte[] {1})), Frame.text("tail"));
            wire.sendText("next");

            assertThat(wire.server().readText()).isEqualTo("head");
            assertThat(wire.server().readMessage(Opcode.BINARY)).containsExactly(1);
            assertThat(wire.server().readText()).isEqualTo("tail");
            assertThat(wire.server().readText()).isEqualTo("next");
        }
    }

    /** What was sent is told as written, frame by frame, until nothing waits. */
    @Test
    default void writtenFramesAddUpAndNothingStaysQueued() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            assertThat(wire.link().queuedBytes()).isZero();

            for (int i = 0; i < 50; i++) {
                wire.link().send(Frame.text("one"), Frame.text("two"));
            }

            wire.listener().awaitWritten(100);
            Deadline.await("nothing queued", () -> wire.link().queuedBytes() == 0);
            assertThat(wire.listener().written()).isEqualTo(100);
        }
    }

    /** A real server echoes text and bytes, and answers pings. */
    @Test
    default void aPoliteServerEchoesWhatIsSent() {
        try (Stage stage = Stage.of(this);
                PolitePeer peer = PolitePeer.start()) {
            RecordingListener listener = new RecordingListener();
            Link link = Deadline.result("the link", stage.open(Stage.request(peer.uri()), listener));
            link.request(Long.MAX_VALUE);

            link.send(Frame.text("hello"), Frame.binary(ByteBuffer.wrap(new byte[] {1, 2, 3})));
            link.ping();

            assertThat(listener.awaitText()).isEqualTo("hello");
            assertThat(bytes(listener.awaitFrame())).containsExactly(1, 2, 3);
            listener.awaitPongs(1);
            link.close(1000, "done");
            assertThat(listener.awaitEnd().code()).isEqualTo(1000);
        }
    }

    private static byte[] pattern(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + 7);
        }
        return content;
    }

    private static byte[] bytes(Frame frame) {
        ByteBuffer view = frame.bytes();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return copy;
    }
}
