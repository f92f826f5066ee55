// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static final PayloadCodec CODEC = new JacksonCodec().binaryApart();

    private static Message message(Object... arguments) {
        return Message.builder("e").arguments(Arrays.asList(arguments)).build().written(CODEC);
    }

    @Test
    void oneArgumentIsThePayload() {
        assertThat(EventLine.JSON.of(message(Map.of("a", 1)))).isEqualTo("{\"event\":\"e\",\"payload\":{\"a\":1}}");
        assertThat(EventLine.PLAIN.of(message("x"))).isEqualTo("e \"x\"");
    }

    @Test
    void severalArgumentsAreAListBesideThePayload() {
        assertThat(EventLine.JSON.of(message(1, null, "x")))
                .isEqualTo("{\"event\":\"e\",\"payload\":1,\"args\":[1,null,\"x\"]}");
        assertThat(EventLine.PLAIN.of(message(1, "x"))).isEqualTo("e [1,\"x\"]");
    }

    @Test
    void withoutArgumentsThereIsNoPayload() {
        Message onChannel = message().toBuilder().scope(Scope.channel("/chat")).build();

        assertThat(EventLine.JSON.of(onChannel)).isEqualTo("{\"event\":\"e\",\"channel\":\"/chat\"}");
    }

    @Test
    void binaryIsBase64WhereverItIsNested() {
        assertThat(EventLine.JSON.of(message(Map.of("list", new Object[] {new byte[] {1, 2, 3}}))))
                .isEqualTo("{\"event\":\"e\",\"payload\":{\"list\":[{\"base64\":\"AQID\"}]}}");
    }

    @Test
    void base64IsTakenAsBinaryToo() throws IOException {
        assertThat(BinaryText.read(JsonText.read("[{\"base64\":\"AQID\"},{\"base64\":1}]"))
                        .get(0)
                        .binaryValue())
                .containsExactly(1, 2, 3);
        assertThatThrownBy(() -> BinaryText.read(JsonText.read("{\"base64\":\"?\"}")))
                .hasMessageContaining("not Base64");
    }
}
