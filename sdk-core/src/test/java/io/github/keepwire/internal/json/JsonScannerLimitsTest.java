// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents at the limits and just beyond, each decided by Jackson too; and the two kinds where the two differ. */
class JsonScannerLimitsTest {
    private static final int TOKENS_OF_FIELDS = StrictJson.MAX_TOKENS / 2 - 1;

    private final BothReaders readers = new BothReaders();
    private final JsonScanner scanner = new JsonScanner();

    static Stream<Arguments> withinTheLimits() {
        return Stream.of(
                Arguments.of("64 arrays", nested("[", "]", 64)),
                Arguments.of("64 objects", nested("{\"a\":", "}", 64).replace(":}", ":1}")),
                Arguments.of("a name of 256 characters", "{\"" + repeated("n", 256) + "\":1}"),
                Arguments.of("a name of 256 escapes", "{\"" + repeated("\\u0041", 256) + "\":1}"),
                Arguments.of("a string of 1 Mi characters", "{\"a\":\"" + repeated("x", 1 << 20) + "\"}"),
                Arguments.of("a string of 1 Mi escapes", "{\"a\":\"" + repeated("\\n", (1 << 20) - 8) + "\"}"),
                Arguments.of("64 digits", "[" + repeated("9", 64) + "]"),
                Arguments.of("64 digits and a sign", "[-" + repeated("9", 64) + "]"),
                Arguments.of("64 digits and all signs", "[-" + repeated("9", 30) + "." + repeated("9", 30) + "e-9999]"),
                Arguments.of("as many numbers as tokens allow", "[" + numbers(StrictJson.MAX_TOKENS - 2) + "]"),
                Arguments.of("as many fields as tokens allow", "{" + fields(TOKENS_OF_FIELDS) + "}"),
                Arguments.of("2 Mi characters", repeated(" ", (2 << 20) - 2) + "[]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withinTheLimits")
    void whatIsWithinTheLimitsIsAccepted(String name, String json) {
        assertThat(readers.accept(json)).isTrue();
    }

    static Stream<Arguments> beyondTheLimits() {
        return Stream.of(
                Arguments.of("65 arrays", nested("[", "]", 65)),
                Arguments.of("65 objects", nested("{\"a\":", "}", 65).replace(":}", ":1}")),
                Arguments.of("a million arrays", repeated("[", 1 << 20)),
                Arguments.of("a million objects", repeated("{\"\":", 1 << 19)),
                Arguments.of("a name of 257 characters", "{\"" + repeated("n", 257) + "\":1}"),
                Arguments.of("a name of 257 escapes", "{\"" + repeated("\\u0041", 257) + "\":1}"),
                Arguments.of("a name of a million escapes", "{\"" + repeated("\\n", (1 << 20) - 8) + "\":1}"),
                Arguments.of("a string beyond 1 Mi", "{\"a\":\"" + repeated("x", (1 << 20) + 1) + "\"}"),
                Arguments.of("a string beyond 1 Mi, deep", "[[\"" + repeated("x", 1 << 20) + "\\n\"]]"),
                Arguments.of("65 digits", "[" + repeated("9", 65) + "]"),
                Arguments.of("65 digits in three parts", "[" + repeated("9", 30) + "." + repeated("9", 30) + "e99999]"),
                Arguments.of("a million digits", "[0." + repeated("9", 1 << 20) + "]"),
                Arguments.of("one number too many", "[" + numbers(StrictJson.MAX_TOKENS - 1) + "]"),
                Arguments.of("one field too many", "{" + fields(TOKENS_OF_FIELDS + 1) + "}"),
                Arguments.of("beyond 2 Mi characters", repeated(" ", (2 << 20) - 1) + "[]"),
                Arguments.of("a key twice among thousands", "{" + fields(5_000) + ",\"4\\u0039\":1}"),
                Arguments.of("a key twice behind an object", "{\"a\":{\"b\":1},\"b\":1,\"a\":2}"),
                Arguments.of("a key twice by its escape", "{\"type\":1,\"t\\u0079pe\":2}"),
                Arguments.of("a name with a high half escaped alone", "{\"n\\ud83dm\":1}"),
                Arguments.of("a name with a low half escaped alone", "{\"n\\ude80m\":1}"),
                Arguments.of("a name with two high halves escaped", "{\"\\ud83d\\ud83d\":1}"),
                Arguments.of("a name that ends in an escaped high half", "{\"\\u0041\\ud83d\":1}"),
                Arguments.of("a byte order mark", "\ufeff{}"),
                Arguments.of("nothing", ""),
                Arguments.of("space", " \r\n\t"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyondTheLimits")
    void whatIsBeyondIsRefused(String name, String json) {
        assertThat(readers.accept(json)).isFalse();
    }

    /** Jackson reads long texts piece by piece. */
    @ParameterizedTest(name = "at {0}")
    @ValueSource(ints = {3_990, 3_995, 3_999, 4_000, 4_005, 32_760, 32_766, 32_768, 40_000})
    void itDoesNotMatterWhereAPieceEnds(int offset) {
        String value = "{\"n\\u0061me\":[-12.5e+7,true,\"\\ud83d\\ude80\",null,{}] }";
        for (int shift = 0; shift <= value.length(); shift++) {
            String space = repeated(" ", offset - shift);
            assertThat(readers.accept(space + value + space)).isTrue();
            assertThat(readers.accept(space + value.substring(0, shift))).isEqualTo(shift == value.length());
        }
    }

    @Test
    void lookalikesOfDigitsAreRefusedWhereJacksonTakesThem() {
        String json = "[\"\\u004\u0131\"]";

        assertThat(JacksonsReading.of(json)).isNotNull();
        assertThatThrownBy(() -> skip(json)).isInstanceOf(BadJsonException.class);
    }

    /** Were they compared one with the other, this would take long. */
    @Test
    void thirtyThousandNamesOfOneHashAreNoBurden() throws Exception {
        assertThat("Aa").hasSameHashCodeAs("BB");

        skip(Twins.fields("Aa", "BB", 15));
    }

    @Test
    void aStringIsHeldAgainstItsLimitWhetherOrNotItIsTaken() {
        String json = "[\"" + repeated("x", (1 << 20) + 1) + "\"]";

        assertThatThrownBy(() -> skip(json)).isInstanceOf(BadJsonException.class);
    }

    private void skip(String json) throws IOException {
        scanner.begin(json);
        scanner.skipValue();
        scanner.end();
    }

    private static String fields(int count) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":1");
        }
        return json.toString();
    }

    private static String numbers(int count) {
        return "1" + repeated(",1", count - 1);
    }

    private static String nested(String open, String close, int depth) {
        return repeated(open, depth) + repeated(close, depth);
    }

    private static String repeated(String text, int times) {
        return String.join("", Collections.nCopies(times, text));
    }
}
