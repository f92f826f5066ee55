// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {
    record Photo(String name, byte[] data) {}

    @Test
    void bytesAreFoundWhereverTheyAre() {
        ArrayNode event = Json.array("photo", new Photo("n", new byte[] {1}), List.of(Map.of("x", new byte[] {2})));

        Written written = Written.of(Packet.of(PacketType.EVENT, "/chat", 3, event));

        assertThat(written.text())
                .isEqualTo("452-/chat,3[\"photo\",{\"name\":\"n\",\"data\":{\"_placeholder\":true,\"num\":0}},"
                        + "[{\"x\":{\"_placeholder\":true,\"num\":1}}]]");
        assertThat(written.attachments()).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void decoderPutsThemBack() throws Exception {
        Decoder decoder = new Decoder();

        assertThat(decoder.message(
                        "452-[\"a\",{\"b\":{\"num\":1,\"_placeholder\":true}},{\"_placeholder\":true,\"num\":0}]"))
                .isEmpty();
        assertThat(decoder.attachment(new byte[] {1})).isEmpty();
        Packet packet = decoder.base64("bAg==").orElseThrow();

        SocketIoArguments arguments = SocketIoArguments.of(packet.payload(), 1);
        assertThat((byte[]) arguments.get(0, Map.class).get("b")).containsExactly(2);
        assertThat(arguments.get(1, byte[].class)).containsExactly(1);
        assertThat(decoder.message("42[\"next\"]")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true}"
            })
    void placeholderThatNamesNoAttachmentIsRefused(String placeholder) throws Exception {
        Decoder decoder = new Decoder();
        decoder.message("451-[\"a\"," + placeholder + "]");

        assertThatThrownBy(() -> decoder.attachment(new byte[0])).isInstanceOf(BadPacketException.class);
    }

    @Test
    void nothingMayComeInBetween() throws Exception {
        Decoder decoder = new Decoder();
        decoder.message("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");

        assertThatThrownBy(() -> decoder.message("42[\"b\"]")).isInstanceOf(BadPacketException.class);
        assertThatThrownBy(() -> new Decoder().attachment(new byte[0])).isInstanceOf(BadPacketException.class);
        assertThatThrownBy(() -> new Decoder().base64("b%")).isInstanceOf(BadPacketException.class);
    }

    @Test
    void moreThanTenAreNotSent() {
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            parts.add(new byte[1]);
        }

        assertThatThrownBy(() -> Events.named("a", Json.array(parts)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 10 binary parts: 11");
        assertThatThrownBy(() -> Events.named("disconnect", Json.array())).isInstanceOf(IllegalArgumentException.class);
    }
}
