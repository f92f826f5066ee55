// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawPeerTest {
    private final RawPeer peer = RawPeer.start();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Test
    void acceptsTheHandshakeAndReadsWhatTheClientSends() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/ws?a=b"));
        RawConnection server = peer.connection();

        assertThat(server.head().target()).isEqualTo("/ws?a=b");

        client.send("hello");
        assertThat(server.readText()).isEqualTo("hello");
        client.sendPing();
        assertThat(server.read(Opcode.PING).bytes()).isEmpty();
        client.close(4001, "bye");
        ClientFrame close = server.awaitClose();
        assertThat(close.masked()).isTrue();
        assertThat(close.closeCode()).isEqualTo(4001);
        assertThat(close.closeReason()).isEqualTo("bye");
    }

    @Test
    void saysSoWhenTheClientSendsSomethingElse() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));

        client.sendPing();

        assertThatThrownBy(() -> peer.connection().readText())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected a TEXT frame");
    }

    @Test
    void writesFramesOfEveryKind() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));
        RawConnection server = peer.connection();

        server.text("whole");
        server.write(
                ServerFrames.part(Opcode.TEXT, false, "in ".getBytes(UTF_8)),
                ServerFrames.ping("between"),
                ServerFrames.part(Opcode.CONTINUATION, true, "parts".getBytes(UTF_8)));
        server.write(ServerFrames.binary(new byte[70_000]), ServerFrames.pong(""));

        assertThat(client.next()).isEqualTo("text whole");
        assertThat(client.next()).isEqualTo("text in parts");
        assertThat(server.read(Opcode.PONG).text()).isEqualTo("between");
        assertThat(client.next()).isEqualTo("binary 70000");
        assertThat(client.next()).isEqualTo("pong");
    }

    @Test
    void writesFramesThatNoServerShould() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));

        peer.connection().write(ServerFrames.raw(0xC1, "reserved bit".getBytes(UTF_8)));

        assertThat(client.next()).startsWith("error Invalid");
    }

    @Test
    void endsTheStream() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));

        peer.connection().fin();

        assertThat(client.next()).startsWith("close 1006");
    }

    @Test
    void resetsTheStream() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));

        peer.connection().rst();

        assertThat(client.next()).startsWith("close 1006");
    }

    @Test
    void noticesThatTheClientHungUp() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));
        RawConnection server = peer.connection();
        client.send("unread");

        client.closeConnection(1006, "abort");

        server.awaitEnd();
    }

    @Test
    void refusesWithAnyStatusAndHeaders() throws Exception {
        try (RawPeer refusing = RawPeer.start(Greeting.reply(429, "later", "Retry-After: 7"));
                Socket client = new Socket("localhost", refusing.port())) {
            client.getOutputStream().write("GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));

            String answer = new String(client.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 429 ")
                    .contains("Retry-After: 7\r\n")
                    .endsWith("\r\n\r\nlater");
            assertThat(refusing.accepted()).isEqualTo(1);
        }
    }

    @Test
    void sendsFramesRightBehindTheHandshake() throws InterruptedException {
        try (RawPeer eager =
                RawPeer.start(Greeting.acceptAnd(ServerFrames.text("first"), ServerFrames.text("second")))) {
            PlainClient client = PlainClient.open(eager.uri("/"));

            assertThat(client.next()).isEqualTo("text first");
            assertThat(client.next()).isEqualTo("text second");
        }
    }

    @Test
    void closesEverySocketWhenItIsClosed() throws InterruptedException {
        PlainClient client = PlainClient.open(peer.uri("/"));
        peer.connection();

        peer.close();

        assertThat(client.next()).startsWith("close 1006");
    }

    /** Another process may be given the port at once: then it is tried again with another one. */
    @Test
    void givesItsPortBackWhenItIsClosed() throws IOException {
        boolean refused = false;
        for (int i = 0; i < 5 && !refused; i++) {
            RawPeer closed = RawPeer.start(Greeting.accept());
            closed.close();
            refused = refuses(closed.port());
        }

        assertThat(refused).isTrue();
    }

    private static boolean refuses(int port) throws IOException {
        try {
            new Socket("localhost", port).close();
            return false;
        } catch (ConnectException refusal) {
            return true;
        }
    }

    @Test
    void aClosedPortRefuses() {
        try (ClosedPort closed = ClosedPort.take()) {
            assertThatThrownBy(() -> new Socket("localhost", closed.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
