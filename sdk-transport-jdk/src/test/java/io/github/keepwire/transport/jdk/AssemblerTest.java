// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private final Assembler assembler = new Assembler(12);

    @Test
    void aTextInOnePartIsAMessage() throws TooLargeException {
        Frame frame = assembler.text("hello", true);

        assertThat(frame).isNotNull();
        assertThat(frame.text()).isEqualTo("hello");
        assertThat(assembler.isMidMessage()).isFalse();
    }

    @Test
    void anEmptyTextIsAMessageToo() throws TooLargeException {
        assertThat(assembler.text("", true).text()).isEmpty();
    }

    @Test
    void partsOfATextBecomeOneMessageOnceTheLastIsThere() throws TooLargeException {
        assertThat(assembler.text("one ", false)).isNull();
        assertThat(assembler.text("two ", false)).isNull();
        assertThat(assembler.isMidMessage()).isTrue();

        assertThat(assembler.text("end", true).text()).isEqualTo("one two end");
        assertThat(assembler.isMidMessage()).isFalse();
    }

    @Test
    void aPairOfSurrogatesCutInTwoIsWholeAgainAndCountsFourBytes() throws TooLargeException {
        assembler.text("12345678\ud83d", false);
        Frame frame = assembler.text("\udea8", true);

        assertThat(frame.text()).isEqualTo("12345678\ud83d\udea8");
        assertThat(frame.byteCount()).isEqualTo(12);
    }

    @Test
    void aTextAtTheLimitPassesInOnePartAndInSeveral() throws TooLargeException {
        assertThat(assembler.text("\u20ac\u20ac\u20ac\u20ac", true).byteCount()).isEqualTo(12);
        assembler.text("\u20ac\u20ac", false);
        assertThat(assembler.text("\u20ac\u20ac", true).byteCount()).isEqualTo(12);
    }

    @Test
    void theLimitCountsBytesNotCharacters() {
        assertThatThrownBy(() -> assembler.text("\u20ac\u20ac\u20ac\u20ac.", true))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("12 bytes");
    }

    @Test
    void aMessageIsRefusedAtThePartThatExceedsTheLimit() throws TooLargeException {
        assembler.text("0123456789", false);

        assertThatThrownBy(() -> assembler.text("012", false)).isInstanceOf(TooLargeException.class);
    }

    @Test
    void theLimitIsPerMessage() throws TooLargeException {
        for (int i = 0; i < 3; i++) {
            assembler.text("012345", false);
            assertThat(assembler.text("012345", true).byteCount()).isEqualTo(12);
        }
    }

    @Test
    void aBinaryMessageInOnePartIsACopy() throws TooLargeException {
        byte[] platform = {1, 2, 3};
        Frame frame = assembler.binary(ByteBuffer.wrap(platform), true);

        platform[0] = 9;

        assertThat(frame.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void partsOfABinaryMessageGrowTogether() throws TooLargeException {
        assertThat(assembler.binary(bytes(""), false)).isNull();
        assertThat(assembler.binary(bytes("ab"), false)).isNull();
        assertThat(assembler.binary(bytes("cdefgh"), false)).isNull();

        assertThat(assembler.binary(bytes("ijkl"), true).bytes()).isEqualTo(bytes("abcdefghijkl"));
        assertThat(assembler.isMidMessage()).isFalse();
        assertThat(assembler.binary(bytes("next"), true).bytes()).isEqualTo(bytes("next"));
    }

    @Test
    void aBinaryMessageOverTheLimitIsRefused() throws TooLargeException {
        assembler.binary(ByteBuffer.allocate(12), false);

        assertThatThrownBy(() -> assembler.binary(ByteBuffer.allocate(1), true)).isInstanceOf(TooLargeException.class);
    }

    @Test
    void clearingDropsTheUnfinishedMessage() throws TooLargeException {
        assembler.text("0123456789", false);

        assembler.clear();

        assertThat(assembler.isMidMessage()).isFalse();
        assertThat(assembler.text("0123456789", true).text()).isEqualTo("0123456789");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
