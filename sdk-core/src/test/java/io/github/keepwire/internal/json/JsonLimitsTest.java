// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.KeepwireException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The limits on JSON are as wide as the messages, and no wider. */
class JsonLimitsTest {
    private static final int LIMIT = 4 << 20;
    private static final JsonLimits WIDE = JsonLimits.of(LIMIT);

    private final JsonScanner scanner = new JsonScanner(WIDE);
    private final JacksonCodec codec = new JacksonCodec().within(WIDE);

    private static String string(int length) {
        return '"' + "x".repeat(length) + '"';
    }

    private void scan(String json) throws IOException {
        scanner.begin(json);
        scanner.skipValue();
        scanner.end();
    }

    @Test
    void messagesOfTheDefaultSizeHaveTheDefaultLimits() {
        assertThat(JsonLimits.of(1 << 20)).isEqualTo(JsonLimits.DEFAULT);
        assertThat(JsonLimits.of(10_000)).isEqualTo(JsonLimits.DEFAULT);
    }

    @Test
    void thereIsNoOverflow() {
        assertThat(JsonLimits.of(Integer.MAX_VALUE))
                .isEqualTo(new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, (1 << 29) - 1));
    }

    @Test
    void aStringMayBeAsLongAsAMessage() throws IOException {
        String longest = string(LIMIT);

        scan(longest);
        codec.check(longest);
        assertThat(codec.read(longest, String.class)).hasSize(LIMIT);
        assertThat(codec.field("{\"a\":" + longest + "}", "a")).hasSize(LIMIT);
    }

    @Test
    void andNoLonger() {
        String longer = string(LIMIT + 1);

        assertThatThrownBy(() -> scan(longer)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> codec.check(longer)).isInstanceOf(KeepwireException.class);
        assertThatThrownBy(() -> codec.read(longer, String.class)).isInstanceOf(KeepwireException.class);
    }

    @Test
    void aDocumentMayHaveAsManyTokensAsFitItsSize() throws IOException {
        String numbers = "[" + "1,".repeat(3 * StrictJson.MAX_TOKENS) + "1]";

        scan(numbers);
        assertThat(codec.read(numbers, int[].class)).hasSize(3 * StrictJson.MAX_TOKENS + 1);
        String tooMany = "[" + "1,".repeat(4 * StrictJson.MAX_TOKENS) + "1]";
        assertThatThrownBy(() -> scan(tooMany)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> codec.read(tooMany, int[].class)).isInstanceOf(KeepwireException.class);
    }

    @Test
    void depthNamesAndNumbersStayAsTheyAre() {
        for (String bad : new String[] {
            "[".repeat(65) + "]".repeat(65), "{\"" + "n".repeat(257) + "\":1}", "[" + "9".repeat(65) + "]"
        }) {
            assertThatThrownBy(() -> scan(bad)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> codec.check(bad)).isInstanceOf(KeepwireException.class);
        }
    }
}
