// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.examples.cli.Pace;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A camera raises alerts, a monitor sees them, over real sockets and a dev server of their own. Midway the camera's cable is
 * cut: its alerts queue up, and drain once it is mended.
 *
 * <pre>
 *   camera ---- fault proxy ---- dev server ---- monitor
 * </pre>
 *
 * <p>What is told is what happened: the monitor writes down the id of everything that arrives, repeats included.
 */
final class Story {
    private static final String GROUP = "home";
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** How long all alerts take to be raised, the outage included. */
    private static final Duration LENGTH = Duration.ofSeconds(8);

    private static final Reconnect SOON =
            Reconnect.defaults().backoff(Backoff.exponential(Duration.ofMillis(500), Duration.ofSeconds(2)));

    private final Timeline timeline;
    private final Transport transport;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> arrived = new ConcurrentLinkedQueue<>();

    Story(Timeline timeline, Transport transport) {
        this.timeline = timeline;
        this.transport = transport;
    }

    Score run(int alerts) throws InterruptedException {
        CountDownLatch unseen = new CountDownLatch(alerts);
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start();
                FaultProxy cable = FaultProxy.to(server.url());
                RealtimeClient monitor = client(server.url(), "monitor_hall_001", "Hall Monitor", "monitor");
                RealtimeClient camera = client(cable.uri(), "cctv_hall_001", "Hall Camera", "cctv")) {
            timeline.tell("server", "listens on " + server.url());
            monitor.on("blueAlert", Alert.class, (alert, message) -> see(alert, message, unseen));
            connect("monitor", monitor);
            connect("camera", camera);
            awaitBoth(server);
            raise(camera, cable, alerts);
            if (!unseen.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                timeline.tell("monitor", "still misses " + unseen.getCount() + " alerts");
            }
        }
        return Score.of(accepted, new ArrayList<>(arrived));
    }

    private RealtimeClient client(URI url, String id, String name, String mode) {
        return RealtimeClient.builder(url)
                .transport(transport)
                .protocol(JsonDialect.deviceEnvelope()
                        .register(Map.of("mode", mode, "location", "hall"))
                        .group(GROUP))
                .identity(Identity.of(id, name))
                .filter(MessageFilter.distinct(1000))
                .reconnect(SOON)
                .build();
    }

    private void connect(String who, RealtimeClient client) throws InterruptedException {
        client.onState(change -> timeline.tell(who, told(change)));
        Patience.await(client.connect(), PATIENCE, who + " did not connect");
    }

    private static String told(StateChange change) {
        StateChange.Attempt next = change.next();
        String what = "is " + change.current() + ": " + change.reason();
        return next == null
                ? what
                : what
                        + String.format(
                                Locale.ROOT,
                                "; attempt %d in %d ms",
                                next.number(),
                                next.delay().toMillis());
    }

    /** A group is joined without an answer: only the server knows when both are in. */
    private void awaitBoth(DevServer server) {
        Patience.awaitServer(() -> server.awaitGroup(GROUP, 2), "the group did not fill");
        timeline.tell("server", "has both in the group " + GROUP);
    }

    private void see(Alert alert, Message message, CountDownLatch unseen) {
        arrived.add(String.valueOf(message.id()));
        timeline.tell("monitor", "sees alert " + alert.number());
        unseen.countDown();
    }

    /** The cable is cut after a third of the alerts, and mended after another third. */
    private void raise(RealtimeClient camera, FaultProxy cable, int alerts) throws InterruptedException {
        SendOptions promise = SendOptions.acked(ACK_TIMEOUT).timeToLive(PATIENCE);
        Pace pace = new Pace(LENGTH.dividedBy(alerts));
        List<CompletableFuture<?>> outcomes = new ArrayList<>();
        for (int number = 1; number <= alerts; number++) {
            pace.await();
            if (number == alerts / 3 + 1) {
                timeline.tell("cable", "is CUT");
                cable.cut();
            } else if (number == 2 * alerts / 3 + 1) {
                timeline.tell("cable", "is mended; " + queued(camera) + " alerts wait");
                cable.restore();
            }
            timeline.tell("camera", "raises alert " + number + (isOpen(camera) ? "" : ", which waits"));
            outcomes.add(follow(number, camera.send("blueAlert", new Alert(number, 0.85, "hall"), promise)));
        }
        cable.restore();
        CompletableFuture<?> all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new));
        Patience.await(all, PATIENCE, "not every alert has an outcome");
    }

    private static long queued(RealtimeClient camera) {
        return camera.stats().ledger().queued();
    }

    private static boolean isOpen(RealtimeClient camera) {
        return camera.state() == ConnectionState.OPEN;
    }

    private CompletableFuture<?> follow(int number, Receipt receipt) {
        receipt.accepted().thenRun(() -> accepted.add(receipt.id()));
        return receipt.outcome()
                .thenAccept(
                        outcome -> timeline.tell("camera", "knows that alert " + number + " is " + outcome.status()));
    }
}
