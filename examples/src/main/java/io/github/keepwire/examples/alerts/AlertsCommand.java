// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Goal;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.examples.cli.Session;
import io.github.keepwire.examples.cli.Target;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.examples.cli.TransportOption;
import io.github.keepwire.message.Identity;
import io.github.keepwire.testkit.server.DevServer;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code alerts}: both sides and a server of their own. */
@Command(
        name = "alerts",
        description = {
            "Cameras raise blue light alerts, monitors acknowledge them.",
            "Without a side, it starts a server, a monitor and a camera of its own. To play the sides yourself:",
            "  keepwire serve --no-ack              prints READY <url>",
            "  keepwire alerts monitor --url <url>",
            "  keepwire alerts camera --url <url>",
            "The last line is cameras=N alerts=N acknowledged=N."
        })
public final class AlertsCommand implements Callable<Integer> {
    private static final String MONITOR = "monitor_office_001";
    private static final Duration LATE = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Mixin
    private TransportOption transport = new TransportOption();

    @Mixin
    private CameraOptions options = new CameraOptions();

    private AlertsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Makes the command, with one command below it for each side.
     *
     * @param terminal where it writes
     * @return the command
     */
    public static CommandLine withSides(Terminal terminal) {
        return new CommandLine(new AlertsCommand(terminal))
                .addSubcommand(new CameraCommand(terminal))
                .addSubcommand(new MonitorCommand(terminal));
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        Monitor monitor = new Monitor(DeviceInfo.monitor("office"), options.group(), diary.of("monitor"));
        int acked;
        try (DevServer server = DevServer.deviceEnvelope().start()) {
            acked = play(server, transport.to(server.url()), monitor, diary);
        } finally {
            diary.end();
        }
        terminal.line(monitor.summary() + " acknowledged=" + acked);
        return acked == options.count() ? ExitCode.DONE : ExitCode.NOT_DELIVERED;
    }

    private int play(DevServer server, Target target, Monitor monitor, Diary diary) throws InterruptedException {
        Goal goal = new Goal(options.count(), "alerts");
        try (Session session = new Session(
                target, builder -> monitor.describe(builder).identity(Identity.of(MONITOR, "Office Monitor")))) {
            monitor.listen(session.client(), goal::count);
            session.connect();
            awaitMember(server);
            int acked = new CameraRun(target, options, diary.of("camera")).raiseAll();
            goal.await(LATE);
            return acked;
        }
    }

    /** A group is joined without an answer: only the server knows when the monitor is in. */
    private void awaitMember(DevServer server) {
        Patience.awaitServer(() -> server.awaitGroup(options.group(), 1), "the monitor did not join its group");
    }
}
