// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.examples.cli.ConnectOptions;
import io.github.keepwire.examples.cli.Converters;
import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Goal;
import io.github.keepwire.examples.cli.Names;
import io.github.keepwire.examples.cli.Session;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.message.Identity;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alerts monitor}: the side that acknowledges alerts, against a server that somebody else runs. */
@Command(
        name = "monitor",
        description = {
            "Registers as a monitor, tells the cameras of its group their settings, and acknowledges their alerts.",
            "Ends after --count alerts; without, it goes on until it is stopped. The last line is cameras=N alerts=N."
        })
final class MonitorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectOptions connect = new ConnectOptions();

    @Option(names = "--device", paramLabel = "ID", description = "its device id; a new one by default")
    private String device = Names.unique("monitor");

    @Option(names = "--group", paramLabel = "G", description = "the group it belongs to; home by default")
    private String group = "home";

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "ends after so many alerts")
    private @Nullable Integer count;

    MonitorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        Monitor monitor = new Monitor(DeviceInfo.monitor("office"), group, diary.of("monitor"));
        Goal goal = new Goal(count, "alerts");
        Identity identity = Identity.of(device, "office monitor");
        try (Session session = new Session(
                connect.target(), builder -> monitor.describe(builder).identity(identity))) {
            monitor.listen(session.client(), goal::count);
            session.client().onState(goal::follow);
            session.connect();
            terminal.status("READY");
            goal.await(connect.timeoutIfGiven());
            return ExitCode.DONE;
        } finally {
            diary.end();
            terminal.line(monitor.summary());
        }
    }
}
