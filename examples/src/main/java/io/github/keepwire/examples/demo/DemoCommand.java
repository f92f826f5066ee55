// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

import io.github.keepwire.examples.cli.CommandFailure;
import io.github.keepwire.examples.cli.Converters;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.examples.cli.TransportOption;
import io.github.keepwire.transport.Transport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the story in a few seconds, no server needed. */
@Command(
        name = "demo",
        description = {
            "A camera raises alerts, a monitor sees them, over a server of its own. The camera's cable is cut midway: the"
                    + " alerts queue up, and drain once it is mended. Takes about ten seconds.",
            "The last line is accepted=N delivered=N lost=0 duplicates=0: what was promised against what arrived."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int DEFAULT_ALERTS = 20;
    /** A client's outbox takes 1000. */
    private static final int MOST_ALERTS = 900;

    private final Terminal terminal;

    @Mixin
    private TransportOption transport = new TransportOption();

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "how many alerts, up to 900; 20 by default")
    private int alerts = DEFAULT_ALERTS;

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (alerts > MOST_ALERTS) {
            throw new CommandFailure(ExitCode.USAGE, "--count must be at most " + MOST_ALERTS + ": " + alerts);
        }
        Timeline timeline = new Timeline(terminal);
        Score score;
        try (Transport opener = transport.choice().open()) {
            score = new Story(timeline, opener).run(alerts);
        } finally {
            timeline.end();
        }
        terminal.line(score.toString());
        return score.isPerfect(alerts) ? ExitCode.DONE : ExitCode.NOT_DELIVERED;
    }
}
