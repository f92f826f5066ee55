// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.time.Ticker;
import java.net.URI;
import java.nio.ByteBuffer;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.Test;

class WriteReminderTest {
    @Test
    void frameThatNobodyDemandsToWriteIsWritten() throws Exception {
        Gate gate = new Gate();
        Peers peers = new Peers(new Changes(), new Meter(Ticker.system()));
        Dispatcher dispatcher = new Dispatcher(new Echo(), peers, gate, new ReceivedLog());
        SocketServer sockets =
                new SocketServer(ServerSettings.DEFAULTS.bind(), ServerSettings.DEFAULTS, gate, dispatcher);
        sockets.startAndWait();
        try {
            PlainClient client = PlainClient.connect(URI.create("ws://localhost:" + sockets.getPort() + "/"));
            client.send("open").next();
            WebSocketImpl socket =
                    (WebSocketImpl) sockets.getConnections().iterator().next();

            socket.outQueue.add(ByteBuffer.wrap(new byte[] {(byte) 0x81, 2, 'h', 'i'}));

            assertThat(client.next()).isEqualTo("hi");
        } finally {
            sockets.shutDown();
        }
    }
}
