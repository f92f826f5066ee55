// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Peer;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A protocol of one's own, described with the builder: here that of a greenhouse, which nobody else speaks.
 *
 * <pre>
 * {"cmd":"watch","bed":"tomatoes"}                                            answered by watching
 * {"kind":"reading","at":1768473015000,"body":{"bed":"tomatoes","celsius":21.5}}
 * {"kind":"water","no":"..","at":..,"who":"gardener","body":{..}}             answered by done, with its no
 * </pre>
 */
public final class OwnDialect {
    private static final int READINGS = 3;

    // tag::own-dialect[]
    static final JsonDialect GREENHOUSE = JsonDialect.builder("greenhouse")
            .type("kind")
            .payload("body")
            .id("no")
            .sender("who")
            .timestamp("at", JsonDialect.Time.EPOCH_MILLIS)
            .subscribe("{\"cmd\":\"watch\",\"bed\":$channel}")
            .unsubscribe("{\"cmd\":\"forget\",\"bed\":$channel}")
            .confirmedBy("watching", "bed")
            .refusedBy("unknown", "bed", "why")
            .channelsOf(message -> List.of(String.valueOf(message.payload().field("bed"))))
            .ping("{\"cmd\":\"knock\"}", "come in")
            .ack("done", "no")
            .build();
    // end::own-dialect[]

    /**
     * What a thermometer says.
     *
     * @param bed where it stands
     * @param celsius how warm it is
     */
    record Reading(String bed, double celsius) {}

    /**
     * An order.
     *
     * @param bed where
     * @param litres how much
     */
    record Water(String bed, double litres) {}

    private OwnDialect() {}

    /**
     * Watches two beds, one of which there is not, and waters the other. Blocks until that is done.
     *
     * @param args none
     * @throws InterruptedException if it is to end
     */
    public static void main(String[] args) throws InterruptedException {
        try (DevServer server = DevServer.of(OwnDialect::serve).start()) {
            garden(server.url());
        }
    }

    private static void garden(URI url) throws InterruptedException {
        CountDownLatch readings = new CountDownLatch(READINGS);
        try (var transport = new JdkTransport();
                var client = RealtimeClient.builder(url)
                        .transport(transport)
                        .protocol(GREENHOUSE)
                        .identity(Identity.of("gardener", "Gardener"))
                        .connect()) {
            var tomatoes = client.subscribe("tomatoes", Reading.class, (reading, message) -> {
                System.out.println(
                        reading.bed() + " at " + message.timestamp() + ": " + reading.celsius() + " degrees");
                readings.countDown();
            });
            var roses = client.subscribe("roses", message -> {});
            roses.confirmed().exceptionally(refusal -> null).join();
            roses.refusal().ifPresent(reason -> System.out.println(reason.getMessage()));
            tomatoes.confirmed().join();
            if (!readings.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("too few readings came: " + readings.getCount() + " are missing");
            }
            var order = client.send("water", new Water("tomatoes", 2.5), SendOptions.acked(Duration.ofSeconds(2)));
            System.out.println("watering was " + order.outcome().join().status());
        }
    }

    /** The whole server. */
    private static void serve(Peer from, Received frame) {
        String bed = frame.text("/bed").orElse("");
        String word = frame.text("/cmd").or(() -> frame.text("/kind")).orElse("");
        switch (word) {
            case "watch" -> watch(from, bed);
            case "knock" -> from.send("{\"kind\":\"come in\"}");
            case "water" ->
                from.send("{\"kind\":\"done\",\"no\":\"" + frame.text("/no").orElse("") + "\"}");
            default -> {}
        }
    }

    private static void watch(Peer from, String bed) {
        if (!bed.equals("tomatoes")) {
            from.send("{\"kind\":\"unknown\",\"bed\":\"" + bed + "\",\"why\":\"nothing grows there\"}");
            return;
        }
        from.send("{\"kind\":\"watching\",\"bed\":\"tomatoes\"}");
        for (int i = 0; i < READINGS; i++) {
            long at = 1_768_473_015_000L + i * 1000L;
            from.send("{\"kind\":\"reading\",\"at\":" + at + ",\"body\":{\"bed\":\"tomatoes\",\"celsius\":" + (21.5 + i)
                    + "}}");
        }
    }
}
