// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.testing.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A whole client that speaks Socket.IO, on virtual time, and its server. It comes back 1 s after a loss. */
final class SocketIoRig {
    final ManualTime time = new ManualTime(7);
    final SocketIoServer server = new SocketIoServer();
    final List<ErrorCode> errors = new ArrayList<>();
    final RealtimeClient client;

    SocketIoRig() {
        client = RealtimeClient.builder(URI.create("ws://socket.test"))
                .environment(time.environment())
                .transport(LoopbackTransport.to(server))
                .protocol(SocketIo.defaults())
                .reconnect(
                        Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter()))
                .build();
        client.onError(event -> errors.add(event.error().code()));
    }

    SocketIoRig connected() {
        client.connect();
        run();
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
        server.take();
        return this;
    }

    void run() {
        while (time.step()) {
            assertThat(client.stats().ledger().balances()).isTrue();
        }
    }

    void advance(Duration duration) {
        run();
        time.advance(duration);
        run();
    }

    /** What the server says, and what we have said since it was asked last. */
    List<String> hear(String... frames) {
        for (String frame : frames) {
            server.peer.send(frame);
            run();
        }
        return server.take();
    }

    List<String> said() {
        run();
        return server.take();
    }

    void reconnect() {
        server.peer.cut();
        advance(ofSeconds(1));
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }
}
