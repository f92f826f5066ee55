// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void whiteSpaceBetweenValuesGoesAndInsideStringsStays() {
        assertThat(JsonText.oneLine("{ \"a b\" :\n[ 1 ,\t\"x \\\" y\" ] }")).isEqualTo("{\"a b\":[1,\"x \\\" y\"]}");
    }

    @Test
    void aStringThatEndsWithABackslashEnds() {
        assertThat(JsonText.oneLine("[ \"\\\\\" , 1 ]")).isEqualTo("[\"\\\\\",1]");
    }

    @Test
    void whatWouldBreakALineIsEscaped() {
        assertThat(JsonText.oneLine("\"a\u2028b\u2029c\u0085d\ud800\""))
                .isEqualTo("\"a\\u2028b\\u2029c\\u0085d\\ud800\"");
    }

    @Test
    void charactersBeyondTheBasicPlaneStay() {
        assertThat(JsonText.oneLine("\"\ud83d\ude00é\"")).isEqualTo("\"\ud83d\ude00é\"");
    }

    @Test
    void numbersStayAsTheyWereWritten() {
        assertThat(JsonText.read("[1.10, 12345678901234567890, 0.1e1]").toString())
                .startsWith("[1.10,12345678901234567890,");
    }
}
