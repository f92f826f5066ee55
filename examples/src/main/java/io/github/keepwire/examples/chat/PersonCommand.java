// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.examples.cli.ConnectOptions;
import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Names;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat person}: one person, against a server that somebody else runs. */
@Command(
        name = "person",
        description = {
            "Enters a room, says each line of the standard input, and shows what the others say. Ends with its input.",
            "The last line is said=N taken=N: what was typed, and how much of it the server has taken."
        })
final class PersonCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectOptions connect = new ConnectOptions();

    @Option(names = "--name", paramLabel = "N", description = "who it is; a new name by default")
    private String name = Names.unique("person");

    @Option(names = "--room", paramLabel = "R", description = "which room; room_123 by default")
    private String room = Evening.ROOM;

    PersonCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        List<CompletableFuture<Outcome>> said = new ArrayList<>();
        try (Person person = new Person(name, connect.target(), room, UnaryOperator.identity(), diary.of(name))) {
            person.enter();
            terminal.status("READY");
            for (String line = terminal.read(); line != null; line = terminal.read()) {
                said.add(person.say(line));
            }
            return end(said, diary);
        }
    }

    private int end(List<CompletableFuture<Outcome>> said, Diary diary) throws InterruptedException {
        int taken = 0;
        for (CompletableFuture<Outcome> each : said) {
            Outcome outcome = Patience.await(each, connect.timeout(), "the server has not taken all that was said");
            taken += outcome.status() == Outcome.Status.ACKED ? 1 : 0;
        }
        diary.end();
        terminal.line("said=" + said.size() + " taken=" + taken);
        return taken == said.size() ? ExitCode.DONE : ExitCode.NOT_DELIVERED;
    }
}
