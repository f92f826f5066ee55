// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that come and go by the hundred leave no thread and no socket behind. */
class CyclesTest {
    private static final int CYCLES = 500;
    private static final int CYCLES_OF_A_TRANSPORT = 50;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void nothingIsLeftOfFiveHundredConnections(Platform platform) throws Exception {
        try (DevServer server = DevServer.deviceEnvelope().start()) {
            cycle(server, platform, 1);
            Residue before = Residue.now();

            for (int i = 0; i < CYCLES / CYCLES_OF_A_TRANSPORT; i++) {
                cycle(server, platform, CYCLES_OF_A_TRANSPORT);
            }

            before.awaitReturn();
            Residue.awaitNoThreadOfOurs();
        }
    }

    private static void cycle(DevServer server, Platform platform, int times) throws Exception {
        try (Transport transport = platform.transport(Transport.Settings.defaults())) {
            for (int i = 0; i < times; i++) {
                RealtimeClient client = RealtimeClient.builder(server.url())
                        .transport(transport)
                        .build();
                client.connect().get(20, TimeUnit.SECONDS);
                client.closeAsync(Duration.ofSeconds(5)).get(20, TimeUnit.SECONDS);
                assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
            }
        }
    }
}
