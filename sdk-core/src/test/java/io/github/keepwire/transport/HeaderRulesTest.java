// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "x-api_key", "X.Y", "a", "!#$%&'*+-.^_`|~09"})
    void tokensAreNames(String name) {
        assertThatCode(() -> HeaderRules.check(name, "value")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", not an HTTP token: ''",
                "a b, not an HTTP token: 'a b'",
                "a:b, not an HTTP token: 'a:b'",
                "\"a\r\nb\", not an HTTP token: 'a\\u000d\\u000ab'",
                "\u00e4, not an HTTP token: '\u00e4'"
            })
    void otherNamesAreRefusedPrintably(String name, String message) {
        assertThatThrownBy(() -> HeaderRules.check(name, "value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "connection",
                "UPGRADE",
                "Content-Length",
                "Transfer-Encoding",
                "Expect",
                "Sec-WebSocket-Key",
                "sec-websocket-protocol"
            })
    void theHandshakesOwnHeadersCannotBeSet(String name) {
        assertThatThrownBy(() -> HeaderRules.check(name, "value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header " + name + " belongs to the handshake and cannot be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc", "a\tb", "~ !"})
    void printableAsciiIsAValue(String value) {
        assertThatCode(() -> HeaderRules.check("X-A", value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2\r\nX-B: 1", "hunter2\u0000", "hunter2\u00e4", "hunter2\u007f"})
    void otherValuesAreRefusedWithoutRepeatingThem(String value) {
        assertThatThrownBy(() -> HeaderRules.check("X-A", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header X-A has a character that is not printable ASCII at index 7");
    }
}
