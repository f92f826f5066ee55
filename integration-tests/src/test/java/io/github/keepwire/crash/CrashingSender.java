// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.crash;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A program that sends until it is killed, and prints the id of each message once it is accepted.
 *
 * <pre>
 *   CrashingSender URL DIR RUN        sends r&lt;RUN&gt;-0, r&lt;RUN&gt;-1, ..
 *   CrashingSender URL DIR drain      sends nothing, delivers what is left, and ends
 * </pre>
 */
final class CrashingSender {
    private static final int MOST_WAITING = 200;

    private CrashingSender() {}

    public static void main(String[] args) throws Exception {
        try (JdkTransport transport = new JdkTransport();
                RealtimeClient client = RealtimeClient.builder(URI.create(args[0]))
                        .transport(transport)
                        .identity(Identity.of("sender", "Sender"))
                        .reconnect(Reconnect.defaults().backoff(Backoff.fixed(Duration.ofMillis(50))))
                        .outbox(Outbox.durable(Path.of(args[1])).maxMessages(10_000))
                        .build()) {
            Semaphore ended = new Semaphore(0);
            client.onOutcome(event -> ended.release());
            int left = (int) client.stats().ledger().restored();
            client.connect();
            if (args[2].equals("drain")) {
                boolean drained = ended.tryAcquire(left, 30, TimeUnit.SECONDS);
                System.out.println(
                        drained ? "drained" : "left " + client.stats().ledger());
            } else {
                sendForEver(client, "r" + args[2] + "-");
            }
        }
    }

    private static void sendForEver(RealtimeClient client, String prefix) throws InterruptedException {
        PrintStream out = System.out;
        Semaphore room = new Semaphore(MOST_WAITING);
        for (int i = 0; true; i++) {
            room.acquire();
            String id = prefix + i;
            Receipt receipt = client.send(
                    Message.builder("order").id(id).payload(i).build(), SendOptions.acked(Duration.ofSeconds(5)));
            receipt.accepted().thenRun(() -> {
                out.println(id);
                out.flush();
            });
            receipt.outcome().whenComplete((outcome, error) -> room.release());
        }
    }
}
