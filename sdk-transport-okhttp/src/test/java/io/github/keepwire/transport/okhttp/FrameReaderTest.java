// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int LIMIT = 100_000;

    private final Buffer wire = new Buffer();
    private final List<String> found = new ArrayList<>();
    private final FrameReader reader = new FrameReader(wire, LIMIT, new Found());

    @ParameterizedTest(name = "{0} characters")
    @ValueSource(ints = {0, 1, 125, 126, 8191, 8192, 8193, 65_535, 65_536, LIMIT})
    void readsTextOfEverySize(int length) throws IOException {
        String text = "t".repeat(length);
        wire.write(ServerFrames.text(text)).write(ServerFrames.text("next"));

        readAll();

        assertThat(found).containsExactly("text " + text, "text next");
    }

    @Test
    void readsTextThatLiesAcrossSegments() throws IOException {
        wire.write(ServerFrames.binary(new byte[8180]));
        wire.write(ServerFrames.text("\u20ac\ud83d\udea8\u20ac\ud83d\udea8"));

        readAll();

        assertThat(found.get(1)).isEqualTo("text \u20ac\ud83d\udea8\u20ac\ud83d\udea8");
    }

    @Test
    void putsFragmentsTogetherAcrossACharacterAndAPing() throws IOException {
        byte[] siren = "\ud83d\udea8".getBytes(UTF_8);
        wire.write(ServerFrames.part(Opcode.TEXT, false, new byte[] {siren[0]}));
        wire.write(ServerFrames.part(Opcode.CONTINUATION, false, new byte[] {siren[1], siren[2]}));
        wire.write(ServerFrames.ping("are you there"));
        wire.write(ServerFrames.part(Opcode.CONTINUATION, true, new byte[] {siren[3]}));
        wire.write(ServerFrames.text("next"));

        readAll();

        assertThat(found).containsExactly("ping are you there", "text \ud83d\udea8", "text next");
    }

    @Test
    void aReplacementCharacterThatWasSentIsText() throws IOException {
        wire.write(ServerFrames.text("what\ufffd"));

        readAll();

        assertThat(found).containsExactly("text what\ufffd");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ff", "c0af", "eda080", "f4908080", "61e282", "f09f98"})
    void textThatIsNotUtf8IsAViolation(String hex) {
        wire.write(
                ServerFrames.part(Opcode.TEXT, true, ByteString.decodeHex(hex).toByteArray()));

        assertThatThrownBy(this::readAll)
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.closeCode()).isEqualTo(CloseCodes.NOT_UTF8));
        assertThat(found).isEmpty();
    }

    @Test
    void aReasonThatIsNotUtf8IsAViolation() {
        wire.write(ServerFrames.part(Opcode.CLOSE, true, new byte[] {3, (byte) 0xe8, (byte) 0xff}));

        assertThatThrownBy(this::readAll).isInstanceOf(Violation.class);
    }

    @Test
    void aMessageOverTheLimitIsRefusedAtItsHeader() {
        wire.write(ServerFrames.header(0x82, LIMIT + 1));

        assertThatThrownBy(this::readAll)
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.closeCode()).isEqualTo(CloseCodes.TOO_LARGE));
    }

    @Test
    void theLimitCountsAllFragments() {
        wire.write(ServerFrames.part(Opcode.BINARY, false, new byte[LIMIT]));
        wire.write(ServerFrames.header(0x80, 1));

        assertThatThrownBy(this::readAll).isInstanceOf(Violation.class).hasMessageContaining("larger than 100000");
    }

    @Test
    void aNegativeLengthIsAViolation() {
        wire.writeByte(0x82).writeByte(127).writeLong(Long.MIN_VALUE);

        assertThatThrownBy(this::readAll).isInstanceOf(Violation.class);
    }

    @Test
    void aCloseFrameIsTheLastThingRead() throws IOException {
        wire.write(ServerFrames.close(4001, "go")).write(ServerFrames.text("late"));

        assertThat(reader.next()).isFalse();

        assertThat(found).containsExactly("closed 4001 go");
    }

    @Test
    void aStreamThatEndsWithinAFrameIsAnEnd() {
        wire.write(ServerFrames.header(0x81, 10)).writeUtf8("half");

        assertThatThrownBy(this::readAll).isInstanceOf(EOFException.class);
    }

    private void readAll() throws IOException {
        while (!wire.exhausted()) {
            reader.next();
        }
    }

    private final class Found implements Inbound {
        @Override
        public void message(Frame message) {
            found.add(message.isText() ? "text " + message.text() : "binary " + message.byteCount());
        }

        @Override
        public void ping(ByteString content) {
            found.add("ping " + content.utf8());
        }

        @Override
        public void pong() {
            found.add("pong");
        }

        @Override
        public void closed(int code, String reason) {
            found.add("closed " + code + " " + reason);
        }
    }
}
