// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketWriterTest {
    private static final PayloadCodec CODEC = new JacksonCodec().binaryApart();

    private final PacketWriter writer = new PacketWriter(10);

    record Photo(String name, byte[] data) {}

    private static List<Payload> arguments(Object... values) {
        return Message.builder("x")
                .arguments(Arrays.asList(values))
                .build()
                .written(CODEC)
                .arguments();
    }

    private String text(String namespace, long ackId, Object... values) {
        return writer.event(namespace, ackId, "e\"1", arguments(values))[0].text();
    }

    @Test
    void eventsAreWrittenAsTheGrammarSays() {
        assertThat(text("/", Packet.NO_ACK)).isEqualTo("42[\"e\\\"1\"]");
        assertThat(text("/", 0, 1, null, Map.of("a", "b"))).isEqualTo("420[\"e\\\"1\",1,null,{\"a\":\"b\"}]");
        assertThat(text("/chat", 12, "x")).isEqualTo("42/chat,12[\"e\\\"1\",\"x\"]");
    }

    @Test
    void acksAndTheOthersAreWrittenAsTheGrammarSays() {
        assertThat(writer.ack("/", 7, arguments())[0].text()).isEqualTo("437[]");
        assertThat(writer.ack("/chat", 7, arguments(1, "a"))[0].text()).isEqualTo("43/chat,7[1,\"a\"]");
        assertThat(PacketWriter.connect("/", null).text()).isEqualTo("40");
        assertThat(PacketWriter.connect("/chat", "{\"token\":\"x\"}").text()).isEqualTo("40/chat,{\"token\":\"x\"}");
        assertThat(PacketWriter.disconnect("/").text()).isEqualTo("41");
        assertThat(PacketWriter.disconnect("/chat").text()).isEqualTo("41/chat,");
    }

    @Test
    void binaryPartsFollowInTheOrderOfTheirNumbers() {
        Frame[] frames = writer.event(
                "/", 1, "bin", arguments(new byte[] {1}, new Photo("p", new byte[] {2, 3}), ByteBuffer.wrap(new byte[] {
                    4
                })));

        assertThat(frames[0].text())
                .isEqualTo(
                        "453-1[\"bin\",{\"_placeholder\":true,\"num\":0},"
                                + "{\"name\":\"p\",\"data\":{\"_placeholder\":true,\"num\":1}},{\"_placeholder\":true,\"num\":2}]");
        assertThat(frames).hasSize(4);
        assertThat(frames[2].bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
    }

    @Test
    void aBinaryAckIsMarkedAsOne() {
        assertThat(writer.ack("/chat", 3, arguments((Object) new byte[] {1}))[0].text())
                .isEqualTo("461-/chat,3[{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void whatWasReceivedCanBeSentOn() {
        List<ByteBuffer> two = List.of(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2}));
        Payload second =
                Payload.slice("{\"_placeholder\":true,\"num\":1}", 0, 29, CODEC).withBinary(two);

        Frame[] frames = writer.event("/", Packet.NO_ACK, "e", List.of(second));

        assertThat(frames).hasSize(2);
        assertThat(frames[0].text()).contains("\"num\":0");
        assertThat(frames[1].bytes()).isEqualTo(two.get(1));
    }

    @Test
    void bytesAreCopiedWhenTheyAreSent() {
        byte[] bytes = {1};
        List<Payload> arguments = arguments((Object) bytes);
        bytes[0] = 9;

        assertThat(writer.event("/", Packet.NO_ACK, "e", arguments)[1].bytes())
                .isEqualTo(ByteBuffer.wrap(new byte[] {1}));
    }

    @Test
    void moreAttachmentsThanTheServerTakesAreRefused() {
        List<byte[]> eleven = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            eleven.add(new byte[] {1});
        }
        assertThat(writer.event("/", Packet.NO_ACK, "e", arguments(eleven.subList(0, 10))))
                .hasSize(11);
        refused(ErrorCode.MESSAGE_TOO_LARGE, "11 binary parts", eleven);
    }

    @Test
    void whatIsOverTheServersLimitIsRefused() {
        writer.limitTo(22);
        assertThat(text("/", Packet.NO_ACK, "aaaaaaaaa")).hasSize(22);
        refused(ErrorCode.MESSAGE_TOO_LARGE, "the server takes 22", "aaaaaaaaaa");
        refused(ErrorCode.MESSAGE_TOO_LARGE, "the server takes 22", "\u00e9aaaaaaaa");
        writer.limitTo(100);
        refused(ErrorCode.MESSAGE_TOO_LARGE, "the server takes 100", (Object) new byte[101]);
    }

    @Test
    void aFalsePlaceholderIsRefusedBesideBinaryDataAndSentElsewhere() {
        Map<String, Object> fake = Map.of("_placeholder", true);
        assertThat(text("/", Packet.NO_ACK, fake)).contains("_placeholder");
        refused(ErrorCode.INVALID_MESSAGE, "_placeholder", fake, new byte[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreRefused(String name) {
        assertThatThrownBy(() -> writer.event("/", Packet.NO_ACK, name, List.of()))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE))
                .hasMessageContaining(name);
    }

    private void refused(ErrorCode code, String problem, Object... values) {
        assertThatThrownBy(() -> text("/", Packet.NO_ACK, values))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(problem);
    }
}
