// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Payload;
import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar, packet by packet, as seen on the wire of the official server. */
class PacketTableTest {
    private final Decoder decoder = new Decoder(new JacksonCodec().binaryApart(), 10);

    private Packet read(String text) throws BadPacketException {
        return ((Incoming.Complete) decoder.receive(Frame.text(text))).packet();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "42[\"hello\"]                       | EVENT         | /       | -1 | hello | []",
                "42[\"hello\",{\"a\":1},\"x\",null]  | EVENT         | /       | -1 | hello | [{\"a\":1}, \"x\", null]",
                "420[\"ack:multi\"]                  | EVENT         | /       | 0  | ack:multi | []",
                "42/chat,5[\"ack\",{\"a\":1}]        | EVENT         | /chat   | 5  | ack   | [{\"a\":1}]",
                "42/a/b c,[\"e\"]                    | EVENT         | /a/b c  | -1 | e     | []",
                "42[7,true]                          | EVENT         | /       | -1 | 7     | [true]",
                "42 [ \"a\" , 1 ]                    | EVENT         | /       | -1 | a     | [1]",
                "430[1,\"two\",{\"three\":3},null]   | ACK           | /       | 0  | ``    | [1, \"two\", {\"three\":3}, null]",
                "43/chat,5[{\"a\":1}]                | ACK           | /chat   | 5  | ``    | [{\"a\":1}]",
                "43007[]                             | ACK           | /       | 7  | ``    | []",
                "40{\"sid\":\"s\"}                   | CONNECT       | /       | -1 | ``    | [{\"sid\":\"s\"}]",
                "40                                  | CONNECT       | /       | -1 | ``    | []",
                "40/chat,{\"sid\":\"s\"}             | CONNECT       | /chat   | -1 | ``    | [{\"sid\":\"s\"}]",
                "41                                  | DISCONNECT    | /       | -1 | ``    | []",
                "41/chat,                            | DISCONNECT    | /chat   | -1 | ``    | []",
                "41/chat                             | DISCONNECT    | /chat   | -1 | ``    | []",
                "44/secure,{\"message\":\"no\"}      | CONNECT_ERROR | /secure | -1 | ``    | [{\"message\":\"no\"}]",
                "44/nope,\"Invalid namespace\"       | CONNECT_ERROR | /nope   | -1 | ``    | [\"Invalid namespace\"]",
                "450-[\"hello\",1]                   | BINARY_EVENT  | /       | -1 | hello | [1]",
            })
    void packetsAreRead(String text, PacketType type, String namespace, long ackId, String name, String arguments)
            throws BadPacketException {
        Packet packet = read(text);

        assertThat(packet.type()).isEqualTo(type);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.ackId()).isEqualTo(ackId);
        assertThat(packet.name()).isEqualTo(name);
        assertThat(packet.arguments().stream().map(Payload::json).collect(Collectors.toList()))
                .hasToString(arguments);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "9",
                "9x",
                "x",
                " 2",
                "4",
                "48",
                "47[]",
                "4x",
                "42",
                "42{}",
                "42[]",
                "42[null]",
                "42[true]",
                "42[{}]",
                "42[[]]",
                "42[1.5]",
                "42[\"x\"",
                "42[\"x\",{bad",
                "42[\"x\",]",
                "42[\"x\"]]",
                "42[\"x\"] 1",
                "42[,\"x\"]",
                "42-[\"x\"]",
                "42[\"connect\",1]",
                "42[\"disconnect\"]",
                "42[\"newListener\"]",
                "42[\"x\",{\"a\":1,\"a\":2}]",
                "42/chat[\"x\"]",
                "43[]",
                "43{}",
                "430",
                "430{}",
                "43-1[]",
                "42-1[\"x\"]",
                "421234567890123456[\"x\"]",
                "45[\"x\"]",
                "45-[\"x\"]",
                "451[\"x\"]",
                "4511-[\"x\"]",
                "45999999999999999999-[\"x\"]",
                "40[]",
                "40\"x\"",
                "40{",
                "40{}x",
                "401{}",
                "41{}",
                "41[]",
                "44",
                "44[]",
                "441{}",
                "0",
                "0{}",
                "0[]",
                "0{\"sid\":\"x\"}",
                "0{\"sid\":1,\"pingInterval\":1,\"pingTimeout\":1}",
                "0{\"sid\":\"x\",\"pingInterval\":0,\"pingTimeout\":1}",
                "0{\"sid\":\"x\",\"pingInterval\":-1,\"pingTimeout\":1}",
                "0{\"sid\":\"x\",\"pingInterval\":9999999999999,\"pingTimeout\":1}",
                "b*",
                "b",
                "bAQID",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":-1}]",
                "451-[\"x\",{\"_placeholder\":true}]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":\"0\"}]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":0.5}]",
                "451-[\"x\",[{\"_placeholder\":true,\"num\":99999999999}]]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":0,\"more\":1}]",
                "450-[\"x\",{\"_placeholder\":true,\"num\":0}]",
            })
    void garbageIsATypedErrorThatDoesNotQuoteIt(String text) {
        assertThatThrownBy(() -> decoder.receive(Frame.text(text)))
                .isInstanceOf(BadPacketException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("_placeholder\"", "{bad"));
    }

    @Test
    void theHandshakeTellsItsNumbers() throws BadPacketException {
        Incoming opened = decoder.receive(Frame.text("0{\"sid\":\"6Z54\",\"upgrades\":[],\"pingInterval\":300,"
                + "\"pingTimeout\":200,\"maxPayload\":100000000,\"new\":{\"x\":[1]}}"));

        Handshake handshake = ((Incoming.Opened) opened).handshake();
        assertThat(handshake.sid()).isEqualTo("6Z54");
        assertThat(handshake.silence()).hasMillis(500);
        assertThat(handshake.maxPayload()).isEqualTo(100_000_000);
    }

    @Test
    void aServerMayTellNoMaxPayload() throws BadPacketException {
        Incoming opened = decoder.receive(
                Frame.text("0{\"sid\":\"x\",\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":null}"));

        assertThat(((Incoming.Opened) opened).handshake().maxPayload()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2,PING", "2probe,PING", "1,CLOSE", "3,NOTHING", "5,NOTHING", "6,NOTHING"})
    void bareFramesAreKnown(String text, Incoming.Bare meaning) throws BadPacketException {
        assertThat(decoder.receive(Frame.text(text))).isEqualTo(meaning);
    }

    // binary

    @Test
    void attachmentsTakeTheirPlacesWhereverTheyAreNested() throws BadPacketException {
        String text = "452-[\"photo\",{\"list\":[{\"num\":1,\"_placeholder\":true}],\"name\":\"n\"},"
                + "{\"_placeholder\":true,\"num\":0}]";
        assertThat(decoder.receive(Frame.text(text))).isEqualTo(Incoming.Bare.NOTHING);
        assertThat(decoder.receive(bytes(1, 2))).isEqualTo(Incoming.Bare.NOTHING);
        Packet packet = ((Incoming.Complete) decoder.receive(bytes(3))).packet();

        assertThat((List<?>) packet.arguments().get(0).asMap().get("list"))
                .singleElement()
                .isEqualTo(new byte[] {3});
        assertThat(packet.arguments().get(0).as(Album.class).list().get(0)).containsExactly(3);
        assertThat(packet.arguments().get(1).as(byte[].class)).containsExactly(1, 2);
        assertThat(packet.arguments().get(1).as(ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    record Album(String name, List<byte[]> list) {}

    @Test
    void aBinaryAckIsPutTogether() throws BadPacketException {
        decoder.receive(Frame.text("461-0[{\"_placeholder\":true,\"num\":0}]"));
        Packet packet = ((Incoming.Complete) decoder.receive(bytes(1, 2, 3))).packet();

        assertThat(packet.ackId()).isZero();
        assertThat(packet.arguments().get(0).as(byte[].class)).containsExactly(1, 2, 3);
    }

    @Test
    void base64IsABinaryFrameToo() throws BadPacketException {
        decoder.receive(Frame.text("451-[\"x\",{\"_placeholder\":true,\"num\":0}]"));
        Packet packet = ((Incoming.Complete) decoder.receive(Frame.text("bAQID"))).packet();

        assertThat(packet.arguments().get(0).as(byte[].class)).containsExactly(1, 2, 3);
    }

    @Test
    void pingsMayComeBetweenAttachments() throws BadPacketException {
        decoder.receive(Frame.text("451-[\"x\",{\"_placeholder\":true,\"num\":0}]"));
        assertThat(decoder.receive(Frame.text("2"))).isEqualTo(Incoming.Bare.PING);
        assertThat(decoder.receive(bytes(1))).isInstanceOf(Incoming.Complete.class);
    }

    @Test
    void textWhereAnAttachmentIsDueIsAnError() throws BadPacketException {
        decoder.receive(Frame.text("451-[\"x\",{\"_placeholder\":true,\"num\":0}]"));

        assertThatThrownBy(() -> decoder.receive(Frame.text("42[\"y\"]"))).hasMessageContaining("attachment is due");
    }

    @Test
    void anAttachmentThatNothingAnnouncedIsAnError() {
        assertThatThrownBy(() -> decoder.receive(bytes(1))).hasMessageContaining("no packet has announced");
    }

    @Test
    void tenAttachmentsAreTakenAndElevenAreNot() throws BadPacketException {
        decoder.receive(Frame.text("4510-[\"x\"]"));

        assertThatThrownBy(() -> new Decoder(new JacksonCodec(), 10).receive(Frame.text("4511-[\"x\"]")))
                .hasMessageContaining("11 attachments, more than 10");
    }

    @Test
    void integersStayExact() throws BadPacketException {
        Packet packet = read("42[\"n\",{\"n\":9007199254740993},9223372036854775807]");

        assertThat(packet.arguments().get(0).asMap()).containsEntry("n", 9007199254740993L);
        assertThat(packet.arguments().get(1).as(Long.class)).isEqualTo(Long.MAX_VALUE);
    }

    private static Frame bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Frame.binary(ByteBuffer.wrap(bytes));
    }
}
