// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

import io.github.keepwire.auth.Token;
import io.github.keepwire.examples.cli.CommandFailure;
import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Goal;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.examples.cli.Session;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.examples.cli.TransportOption;
import io.github.keepwire.examples.devices.admin.ActionStatus;
import io.github.keepwire.examples.devices.admin.AdminClient;
import io.github.keepwire.examples.devices.admin.AdminException;
import io.github.keepwire.examples.devices.admin.DeviceAlert;
import io.github.keepwire.examples.devices.admin.Notification;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code devices}: a watcher and an administrator, over a server of their own. */
@Command(
        name = "devices",
        description = {
            "A watcher subscribes to the topics of a device; an administrator starts things through the server's HTTP side.",
            "It starts a server of its own. To play the watcher yourself:",
            "  keepwire serve --protocol topics      prints READY <url> and HTTP <url>",
            "  keepwire listen --protocol topics --url <url> --channel device_d1 --channel metrics_d1",
            "  curl <http url>/ws/device-action/d1 -H 'Authorization: Bearer admin:root' -d '{\"action\":\"cleanup\"}'",
            "The last line is metrics=N events=N."
        })
public final class DevicesCommand implements Callable<Integer> {
    private static final String DEVICE = "phone_7";
    private static final Token ADMINISTRATOR = Token.of("admin:root");
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final int METRICS = 3;
    private static final int EVENTS = 4;
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Mixin
    private TransportOption transport = new TransportOption();

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public DevicesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        Goal metrics = new Goal(METRICS, "metrics");
        Goal events = new Goal(EVENTS, "events");
        Watcher watcher = new Watcher(DEVICE, diary.of("watcher"), metrics, events);
        try (DevServer server = DevServer.topics().start();
                Session session = session(server)) {
            watcher.subscribe(session.client());
            session.connect();
            awaitTopics(server, diary);
            administrate(server, diary.of("admin"));
            events.await(LATE);
            metrics.await(LATE);
        } finally {
            diary.end();
        }
        terminal.line(watcher.summary());
        return ExitCode.DONE;
    }

    private Session session(DevServer server) {
        Identity identity = Identity.of("watcher_1", "Watcher");
        return new Session(
                transport.to(server.url()),
                builder -> builder.protocol(JsonDialect.topics()).identity(identity));
    }

    /** This server confirms no subscription: only it knows when the watcher is in. */
    private static void awaitTopics(DevServer server, Diary diary) {
        for (String topic : Topics.of(DEVICE)) {
            Patience.awaitServer(() -> server.awaitGroup(topic, 1), "a subscription did not arrive");
        }
        diary.of("watcher").accept("has subscribed to " + String.join(", ", Topics.of(DEVICE)));
    }

    /** One after the other, each once the server has done the one before. */
    private void administrate(DevServer server, Consumer<String> log) throws InterruptedException {
        try (Transport http = transport.choice().open()) {
            AdminClient admin = AdminClient.of(http, server.httpUri())
                    .withToken(() -> CompletableFuture.completedFuture(ADMINISTRATOR));
            log.accept("wants " + DEVICE + " to be watched");
            await(admin.startMonitoring(DEVICE, OFTEN));
            log.accept("starts a cleanup of " + DEVICE);
            await(admin.deviceAction(DEVICE, new ActionStatus("cleanup", "started")));
            await(admin.notification(Notification.of("Maintenance", "tonight at ten")));
            await(admin.deviceAlert(new DeviceAlert(DEVICE, "an unknown app was installed", "high", "security")));
            await(admin.deviceAction(DEVICE, new ActionStatus("cleanup", "completed")));
            log.accept("counts " + await(admin.stats()).active() + " client on the server");
        }
    }

    private static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AdminException known
                    ? CommandFailure.of(known)
                    : new IllegalStateException("the HTTP side failed in an unknown way", e);
        }
    }
}
