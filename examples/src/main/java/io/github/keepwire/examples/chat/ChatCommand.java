// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.examples.cli.TransportOption;
import io.github.keepwire.testkit.server.DevServer;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chat}: two people and a server of their own. */
@Command(
        name = "chat",
        description = {
            "Two people chat in a room over Socket.IO: one's cable is cut while both go on writing.",
            "Without a side, it starts a server and both people of its own. To play them yourself:",
            "  keepwire serve --protocol socketio            prints READY <url>",
            "  keepwire chat person --url <url> --name anna  in one terminal",
            "  keepwire chat person --url <url> --name ben   in another one",
            "The last line is said=N anna=N ben=N lost=0 duplicates=0 order=same."
        })
public final class ChatCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private TransportOption transport = new TransportOption();

    private ChatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Makes the command, with the one below it that plays one side.
     *
     * @param terminal where it writes
     * @return the command
     */
    public static CommandLine withSides(Terminal terminal) {
        return new CommandLine(new ChatCommand(terminal)).addSubcommand(new PersonCommand(terminal));
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        Login login = new Login(2, diary.of("login"));
        ChatScore score;
        try (DevServer server = new ChatServer(login).start()) {
            score = new Evening(diary, transport, login).spend(server.url());
        } finally {
            diary.end();
        }
        terminal.line(score.toString());
        return score.isPerfect() ? ExitCode.DONE : ExitCode.NOT_DELIVERED;
    }
}
