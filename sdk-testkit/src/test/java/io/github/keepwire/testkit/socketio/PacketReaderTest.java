// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                          | CONNECT       | /     | -1 |",
                "0/chat,                    | CONNECT       | /chat | -1 |",
                "0/chat                     | CONNECT       | /chat | -1 |",
                "0/chat,{\"token\":\"x\"}   | CONNECT       | /chat | -1 | {\"token\":\"x\"}",
                "1/chat,                    | DISCONNECT    | /chat | -1 |",
                "2[\"a\",1]                 | EVENT         | /     | -1 | [\"a\",1]",
                "212[\"a\"]                 | EVENT         | /     | 12 | [\"a\"]",
                "2/chat,7[\"a\",{\"b\":[]}] | EVENT         | /chat | 7  | [\"a\",{\"b\":[]}]",
                "2[7]                       | EVENT         | /     | -1 | [7]",
                "30[]                       | ACK           | /     | 0  | []",
                "3/chat,1[null]             | ACK           | /chat | 1  | [null]",
                "4{\"message\":\"no\"}      | CONNECT_ERROR | /     | -1 | {\"message\":\"no\"}",
                "51-[\"a\",1]               | BINARY_EVENT  | /     | -1 | [\"a\",1]",
                "610-/chat,3[1]             | BINARY_ACK    | /chat | 3  | [1]"
            })
    void readsWhatTheGrammarAllows(String text, PacketType type, String namespace, long ackId, String payload)
            throws Exception {
        Packet packet = PacketReader.read(text.strip(), 0, 10);

        assertThat(packet.type()).isEqualTo(type);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.ackId()).isEqualTo(ackId);
        assertThat(packet.payload().toString()).isEqualTo(payload == null ? "" : payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "9[\"a\"]",
                "x",
                "0[]",
                "0\"token\"",
                "01{}x",
                "1{}",
                "2",
                "2{}",
                "2[]",
                "2[null]",
                "2[{}]",
                "2[\"a\"",
                "2[\"a\"] ]",
                "2[\"a\",bad]",
                "2[\"a\",NaN]",
                "2[\"connect\",1]",
                "2[\"newListener\"]",
                "21234567890123456[\"a\"]",
                "2/chat[\"a\"]",
                "3[]",
                "31{}",
                "4",
                "5[\"a\"]",
                "50-[\"a\"]",
                "5-[\"a\"]",
                "51[\"a\"]",
                "511-[\"a\"]",
                "599999999999999999999-[\"a\"]"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> PacketReader.read(text, 0, 10)).isInstanceOf(BadPacketException.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "2[\"a\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]";

        assertThatThrownBy(() -> PacketReader.read(deep, 0, 10)).isInstanceOf(BadPacketException.class);
    }
}
