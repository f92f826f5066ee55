// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "\u00e4\u00f6\u00fc", "\u6f22\u5b57", "\ud83d\ude00!", "\u07ff\u0800\uffff\u0080"})
    void textIsMeasuredInBytesOfUtf8(String text) {
        Frame frame = Frame.text(text);

        assertThat(frame.isText()).isTrue();
        assertThat(frame.text()).isEqualTo(text);
        assertThat(frame.byteCount()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void bytesAreWhatIsBetweenPositionAndLimit() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(1).limit(4);

        Frame frame = Frame.binary(buffer);

        assertThat(frame.isText()).isFalse();
        assertThat(frame.byteCount()).isEqualTo(3);
        assertThat(frame.bytes().get(0)).isEqualTo((byte) 1);
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void eachReaderGetsAViewOfItsOwn() {
        Frame frame = Frame.binary(ByteBuffer.wrap(new byte[] {1, 2}));
        frame.bytes().get();

        assertThat(frame.bytes().remaining()).isEqualTo(2);
        assertThat(frame.bytes().isReadOnly()).isTrue();
        assertThat(frame.bytes().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    void oneKindIsNotTheOther() {
        assertThatThrownBy(() -> Frame.text("x").bytes()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Frame.binary(ByteBuffer.allocate(1)).text()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theTextOfAFrameTellsNoContent() {
        assertThat(Frame.text("secret")).hasToString("text frame of 6 bytes");
        assertThat(Frame.binary(ByteBuffer.allocate(3))).hasToString("binary frame of 3 bytes");
    }

    @Test
    void theEndOfALinkIsPrintable() {
        Link.End end = new Link.End(Link.End.Kind.CLOSED_BY_PEER, 4001, "a\r\nb", null);

        assertThat(end.reason()).isEqualTo("a\\u000d\\u000ab");
        assertThat(Link.End.without(Link.End.Kind.LOST, "x", null).code()).isEqualTo(1006);
    }
}
