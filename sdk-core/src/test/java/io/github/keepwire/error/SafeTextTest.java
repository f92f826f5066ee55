// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @Test
    void printableTextStaysAsItIs() {
        assertThat(SafeText.wire("bye, \u00e4\u6f22 ~")).isEqualTo("bye, \u00e4\u6f22 ~");
        assertThat(SafeText.wire("")).isEmpty();
        assertThat(SafeText.wire(null)).isEmpty();
    }

    @Test
    void whatBreaksALineIsEscaped() {
        assertThat(SafeText.wire("a\r\nb\u0000\u001b[31m\u0085\u2028\u2029\u007f"))
                .isEqualTo("a\\u000d\\u000ab\\u0000\\u001b[31m\\u0085\\u2028\\u2029\\u007f");
    }

    @Test
    void loneSurrogatesAreEscaped() {
        assertThat(SafeText.wire("a\ud800b")).isEqualTo("a\\ud800b");
        assertThat(SafeText.wire("\ude00\ud83d")).isEqualTo("\\ude00\\ud83d");
    }

    @Test
    void aPairOfSurrogatesIsACharacter() {
        assertThat(SafeText.wire("\ud83d\ude00!")).isEqualTo("\ud83d\ude00!");
        String longest = "x".repeat(199) + "\ud83d\ude00";
        assertThat(SafeText.wire(longest)).isEqualTo(longest);
        assertThat(SafeText.wire(longest + "x")).isEqualTo(longest + "..");
    }

    @Test
    void lengthIsBounded() {
        assertThat(SafeText.wire("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(SafeText.wire("x".repeat(201))).isEqualTo("x".repeat(200) + "..");
        assertThat(SafeText.wire("\n".repeat(1000))).hasSizeLessThan(1300);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://example.com, ws://example.com:80",
        "wss://example.com/ws?token=secret, wss://example.com:443/ws",
        "https://user:secret@example.com:8443/a/b#secret, https://example.com:8443/a/b",
        "http://[::1]/x, http://[::1]:80/x"
    })
    void anAddressIsToldWithoutItsSecrets(URI uri, String told) {
        assertThat(SafeText.uri(uri)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"ws://h, h:80", "WSS://h, h:443", "https://h/x, h:443", "http://h:8080, h:8080"})
    void hostAndPortAreToldInFull(URI uri, String told) {
        assertThat(SafeText.hostAndPort(uri)).isEqualTo(told);
    }

    @Test
    void everyDigitOfWhatIsEscapedIsThere() {
        assertThat(SafeText.wire("\u0000\u001b\u009f\u2028\udfff")).isEqualTo("\\u0000\\u001b\\u009f\\u2028\\udfff");
    }
}
