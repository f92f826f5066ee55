// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.testkit.ClosedPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SocketsTest {
    @Test
    void socketThatNeverConnectedCanBeReset() throws IOException {
        try (ClosedPort refusing = ClosedPort.take();
                Socket socket = new Socket()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), refusing.port());
            assertThatThrownBy(() -> socket.connect(address)).isInstanceOf(ConnectException.class);

            Sockets.reset(socket);

            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void socketCanBeResetTwice() throws IOException {
        try (Socket socket = new Socket()) {
            Sockets.reset(socket);
            Sockets.reset(socket);

            assertThat(socket.isClosed()).isTrue();
        }
    }
}
