// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.examples.cli.TransportChoice;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The filter of a monitor: group, role and age at once. */
class MonitorFilterTest {
    @RegisterExtension
    final DevServer server = DevServer.deviceEnvelope();

    private final Transport transport = TransportChoice.JDK.open();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void aMonitorHearsWhatConcernsIt() throws InterruptedException {
        var monitor = server.client(
                "monitor", settings -> settings.transport(transport).filter(Monitor.heardBy("home")));
        monitor.onAny(message -> heard.add(String.valueOf(message.id())));

        say("old", "blueAlert", "{\"groupId\":\"home\"}", 360);
        say("office", "blueAlert", "{\"groupId\":\"office\"}", 0);
        say("nowhere", "blueAlert", "{}", 0);
        say("settings", "settings", "{\"groupId\":\"home\"}", 0);
        say("alert", "blueAlert", "{\"groupId\":\"home\"}", 0);
        say("rather old", "deviceRegister", "{\"groupId\":\"home\"}", 240);
        say("status", "deviceStatus", "{\"groupId\":\"home\"}", 0);
        say("alive", "heartbeat", "{\"groupId\":\"home\"}", 0);

        assertThat(next(4)).containsExactly("alert", "rather old", "status", "alive");
    }

    private void say(String id, String type, String payload, long ageSeconds) {
        Instant timestamp = Instant.now().minusSeconds(ageSeconds);
        server.sendTo(
                "monitor",
                "{\"type\":\"%s\",\"id\":\"%s\",\"deviceId\":\"c\",\"deviceName\":\"C\",\"timestamp\":\"%s\",\"payload\":%s}"
                        .formatted(type, id, timestamp, payload));
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(heard.poll(30, TimeUnit.SECONDS));
        }
        return some;
    }
}
