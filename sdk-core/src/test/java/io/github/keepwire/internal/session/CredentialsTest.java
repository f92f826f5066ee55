// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://example.org/ws",
                "WS://10.0.0.1:8080",
                "ws://127.example.org",
                "ws://localhost.example.org",
                "ws://[2001:db8::1]/",
                "ws://128.0.0.1/"
            })
    void whatTravelsInPlainTextToAnotherMachineIsExposed(String address) {
        assertThat(Credentials.isExposed(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://example.org/ws",
                "ws://localhost:8080/ws",
                "ws://LOCALHOST/",
                "ws://app.localhost/",
                "ws://127.0.0.1:1/",
                "ws://127.9.9.9/",
                "ws://[::1]:8080/"
            })
    void whatIsEncryptedOrStaysOnThisMachineIsNot(String address) {
        assertThat(Credentials.isExposed(URI.create(address))).isFalse();
    }
}
