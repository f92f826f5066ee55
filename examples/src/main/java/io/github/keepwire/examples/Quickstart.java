// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.URI;
import java.time.Duration;

/** The program of the README: connects, listens, sends, and learns what became of the message. */
public final class Quickstart {
    /**
     * What a camera saw.
     *
     * @param intensity how bright, from 0 to 1
     * @param location where
     */
    record Alert(double intensity, String location) {}

    private Quickstart() {}

    /**
     * Runs the program.
     *
     * @param args the server's address, or nothing: then it starts a server of its own
     */
    public static void main(String[] args) {
        if (args.length > 0) {
            talkTo(URI.create(args[0]));
            return;
        }
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start()) {
            talkTo(server.url());
        }
    }

    private static void talkTo(URI url) {
        // tag::quickstart[]
        try (var transport = new JdkTransport();
                var client = RealtimeClient.builder(url)
                        .transport(transport)
                        .protocol(JsonDialect.deviceEnvelope())
                        .identity(Identity.of("camera_1", "Hall Camera"))
                        .connect()) {
            client.onState(change -> System.out.println(change.current() + ": " + change.reason()));
            client.on("blueAlert", Alert.class, (alert, message) -> System.out.println("seen: " + alert));
            var promise = SendOptions.acked(Duration.ofSeconds(2)).timeToLive(Duration.ofSeconds(10));
            var receipt = client.send("blueAlert", new Alert(0.85, "hall"), promise);
            System.out.println("the alert was " + receipt.outcome().join().status());
        }
        // end::quickstart[]
    }
}
