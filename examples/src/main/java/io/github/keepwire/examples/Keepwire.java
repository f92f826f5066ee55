// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.examples.alerts.AlertsCommand;
import io.github.keepwire.examples.chat.ChatCommand;
import io.github.keepwire.examples.cli.CommandFailure;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.ListenCommand;
import io.github.keepwire.examples.cli.SendCommand;
import io.github.keepwire.examples.cli.ServeCommand;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.examples.cli.UsageErrors;
import io.github.keepwire.examples.demo.DemoCommand;
import io.github.keepwire.examples.devices.DevicesCommand;
import io.github.keepwire.examples.gestures.GesturesCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code java -jar keepwire.jar <command>}. */
@Command(
        name = "keepwire",
        description = "Real-time messages over WebSocket: programs that show the library, and a tool for any server.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 2 usage, 3 could not connect, 4 refused, 5 timed out, 6 not everything was delivered."
        })
public final class Keepwire {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "shows this help")
    @SuppressWarnings("UnusedVariable") // its presence is what counts
    private boolean help;

    private Keepwire() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.exit(run(args, System.in, out, System.err));
    }

    /**
     * Runs a command. Blocks until it is done; interrupting the thread ends it.
     *
     * @param args the command line
     * @param in what a person types
     * @param out for results
     * @param err for status
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        Terminal terminal = new Terminal(in, out, err);
        return new CommandLine(new Keepwire())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new ListenCommand(terminal))
                .addSubcommand(new SendCommand(terminal))
                .addSubcommand(AlertsCommand.withSides(terminal))
                .addSubcommand(new DevicesCommand(terminal))
                .addSubcommand(new GesturesCommand(terminal))
                .addSubcommand(ChatCommand.withSides(terminal))
                .setOut(writer(out))
                .setErr(writer(err))
                .setParameterExceptionHandler((error, rejected) -> {
                    terminal.status(UsageErrors.line(error));
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((error, command, parsed) -> failed(error, terminal))
                .execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int failed(Exception error, Terminal terminal) {
        if (error instanceof CommandFailure failure) {
            terminal.status("keepwire: " + failure.getMessage());
            return failure.exitCode();
        }
        if (error instanceof InterruptedException) {
            return ExitCode.DONE;
        }
        terminal.status("keepwire: this is a defect, please report it: " + error);
        return ExitCode.DEFECT;
    }
}
