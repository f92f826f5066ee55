// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server process that dies right behind its last message. The JDK may never tell (its reader fails on a thread of its
 * own); the session's probe finds out within 3 s, and this test waits longer than that for a slow machine.
 */
class DeadServerTest {
    private static final List<Transport> TRANSPORTS = List.of(new JdkTransport(), new OkHttpTransport());
    private static final long PATIENCE_SECONDS = 20;
    private static final int DEATHS = 20;

    static Stream<Named<Transport>> transports() {
        return TRANSPORTS.stream().map(transport -> Named.of(transport.name(), transport));
    }

    @AfterAll
    static void closeTransports() {
        TRANSPORTS.forEach(Transport::close);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void theEndIsToldOnceAndTheMessageIsKeptWhereThePlatformHadIt(Transport transport) throws Exception {
        int heard = 0;
        for (int i = 0; i < DEATHS; i++) {
            heard += dieBehindAMessage(transport);
        }
        if (transport.capabilities().contains(Transport.Capability.SEES_END_OF_STREAM)) {
            assertThat(heard).as("last messages heard").isEqualTo(DEATHS);
        } else {
            assertThat(heard)
                    .as("last messages heard, where the platform may lose some")
                    .isBetween(0, DEATHS);
        }
    }

    private static int dieBehindAMessage(Transport transport) throws InterruptedException {
        BlockingQueue<StateChange> losses = new LinkedBlockingQueue<>();
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        try (RawPeer peer = RawPeer.start();
                RealtimeClient client = RealtimeClient.builder(peer.uri("/"))
                        .transport(transport)
                        .reconnect(Reconnect.off())
                        .identity(Identity.of("d", "D"))
                        .build()) {
            client.onState(change -> {
                if (change.current() == ConnectionState.FAILED) {
                    losses.add(change);
                }
            });
            client.on("last", message -> messages.add(message.type()));
            client.connect().join();
            RawConnection server = peer.connection();
            server.text("{\"type\":\"last\",\"deviceId\":\"s\",\"timestamp\":\"" + Instant.now() + "\"}");
            server.fin();

            StateChange loss = losses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(loss).as("the end is told").isNotNull();
            assertThat(loss.error()).isNotNull();
            assertThat(loss.error().code()).isEqualTo(ErrorCode.LINK_LOST);
            assertThat(losses).as("and told once").isEmpty();
            return messages.size();
        }
    }
}
