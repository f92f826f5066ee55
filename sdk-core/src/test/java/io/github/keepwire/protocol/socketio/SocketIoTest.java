// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.auth.Token;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoTest {
    private static String upgrade(SocketIo dialect, String address, Token token) {
        LinkRequest request = LinkRequest.builder(URI.create(address)).build();
        return dialect.prepare(new Protocol.ConnectContext(request, Identity.ANONYMOUS, token))
                .uri()
                .toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ws://h.test, ws://h.test/socket.io/?EIO=4&transport=websocket",
        "ws://h.test/, ws://h.test/socket.io/?EIO=4&transport=websocket",
        "wss://h.test:8443/chat, wss://h.test:8443/socket.io/?EIO=4&transport=websocket",
        "ws://[::1]:3000/a/b?x=%20y, ws://[::1]:3000/socket.io/?EIO=4&transport=websocket&x=%20y",
    })
    void theUpgradeGoesToThePathAndNotToTheNamespace(String address, String upgrade) {
        assertThat(upgrade(SocketIo.defaults(), address, Token.of("t"))).isEqualTo(upgrade);
    }

    @Test
    void pathQueryAndTokenAreSettings() {
        SocketIo dialect =
                SocketIo.defaults().path("/live").query("client_id", "a b&c").tokenInQuery("token");

        assertThat(upgrade(dialect, "ws://h.test/chat", Token.of("x/y")))
                .isEqualTo("ws://h.test/live/?EIO=4&transport=websocket&client_id=a%20b%26c&token=x%2Fy");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ws://h.test/socket.io", "ws://h.test/socket.io/", "ws://h.test/socket.io/?EIO=4"})
    void thePathOfTheRequestIsNoNamespace(String address) {
        assertThatThrownBy(() -> upgrade(SocketIo.defaults(), address, null)).hasMessageContaining("SocketIo.path(..)");
    }

    @Test
    void badSettingsAreRefusedAtOnce() {
        assertThatThrownBy(() -> SocketIo.defaults().path("live")).hasMessageContaining("no query: live");
        assertThatThrownBy(() -> SocketIo.defaults().maxAttachments(0)).hasMessageContaining("positive: 0");
        assertThatThrownBy(() -> SocketIo.defaults().rooms("connect", "b", "c")).hasMessageContaining("connect");
    }
}
