// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "ascii", "\u00e9", "\u07ff\u0800", "\u20ac", "\uffff", "a\ud83d\udea8z"})
    void theLengthIsThatOfTheEncodedText(String text) {
        assertThat(Utf8.length(text, 0, text.length())).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void wellFormedTextIsLeftAlone() {
        String text = "fire \ud83d\udea8!";

        assertThat(Utf8.wellFormed(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({"\ud83d, \ufffd", "\udea8, \ufffd", "a\ud83d, a\ufffd", "\udea8\ud83d, \ufffd\ufffd", "\ud83dx, \ufffdx"
    })
    void loneSurrogatesAreReplaced(String text, String expected) {
        assertThat(Utf8.wellFormed(text)).isEqualTo(expected);
    }

    @Test
    void pairsNextToLoneSurrogatesSurvive() {
        assertThat(Utf8.wellFormed("\ud83d\ud83d\udea8\udea8")).isEqualTo("\ufffd\ud83d\udea8\ufffd");
    }
}
