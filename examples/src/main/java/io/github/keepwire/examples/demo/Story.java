// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.examples.cli.CommandFailure;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Pace;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A camera raises alerts, a monitor sees and acknowledges them, over real sockets and a dev server of their own.
 *
 * <p>What is told is what happened: the monitor writes down the id of everything that arrives, repeats included.
 */
final class Story {
    private static final String GROUP = "home";
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Timeline timeline;
    private final Transport transport;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();

    Story(Timeline timeline, Transport transport) {
        this.timeline = timeline;
        this.transport = transport;
    }

    Score run(int alerts) throws InterruptedException {
        try (DevServer server = DevServer.deviceEnvelope().start();
                RealtimeClient monitor = client(server, "monitor_hall_001", "Hall Monitor", "monitor");
                RealtimeClient camera = client(server, "cctv_hall_001", "Hall Camera", "cctv")) {
            timeline.tell("server", "listens on " + server.url());
            monitor.on("blueAlert", Alert.class, (alert, message) -> see(monitor, alert, message));
            connect("monitor", monitor);
            connect("camera", camera);
            awaitBoth(server);
            raise(camera, alerts);
        }
        return Score.of(accepted, new ArrayList<>(arrived));
    }

    private RealtimeClient client(DevServer server, String id, String name, String mode) {
        return RealtimeClient.builder(server.url())
                .transport(transport)
                .protocol(JsonDialect.deviceEnvelope()
                        .register(Map.of("mode", mode, "location", "hall"))
                        .group(GROUP))
                .identity(Identity.of(id, name))
                .build();
    }

    private void connect(String who, RealtimeClient client) throws InterruptedException {
        client.onState(change -> timeline.tell(who, "is " + change.current() + ": " + change.reason()));
        await(client.connect(), who + " did not connect");
    }

    /** A group is joined without an answer: only the server knows when both are in. */
    private void awaitBoth(DevServer server) {
        try {
            server.awaitGroup(GROUP, 2);
        } catch (AssertionError late) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "the group did not fill: " + late.getMessage());
        }
        timeline.tell("server", "has both in the group " + GROUP);
    }

    private void see(RealtimeClient monitor, Alert alert, Message message) {
        arrived.add(String.valueOf(message.id()));
        timeline.tell("monitor", "sees alert " + alert.number() + " and acknowledges it");
        monitor.send("alertAck", Map.of("alertId", String.valueOf(message.id())));
    }

    private void raise(RealtimeClient camera, int alerts) throws InterruptedException {
        SendOptions promise = SendOptions.acked(ACK_TIMEOUT).timeToLive(PATIENCE);
        Pace pace = new Pace(LONGEST.dividedBy(Math.max(alerts, 40)));
        List<CompletableFuture<?>> outcomes = new ArrayList<>();
        for (int number = 1; number <= alerts; number++) {
            pace.await();
            timeline.tell("camera", "raises alert " + number);
            outcomes.add(follow(number, camera.send("blueAlert", new Alert(number, 0.85, "hall"), promise)));
        }
        await(CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new)), "not every alert has an outcome");
    }

    private CompletableFuture<?> follow(int number, Receipt receipt) {
        receipt.accepted().thenRun(() -> accepted.add(receipt.id()));
        return receipt.outcome()
                .thenAccept(
                        outcome -> timeline.tell("camera", "knows that alert " + number + " is " + outcome.status()));
    }

    private static void await(CompletableFuture<?> future, String inVain) throws InterruptedException {
        try {
            future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure(ExitCode.NOT_CONNECTED, inVain + ": " + cause.getMessage());
        } catch (TimeoutException e) {
            throw new CommandFailure(ExitCode.TIMED_OUT, inVain + " within " + PATIENCE);
        }
    }
}
