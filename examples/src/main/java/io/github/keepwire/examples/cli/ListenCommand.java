// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code listen}: prints what a server sends, one line per event. */
@Command(
        name = "listen",
        description = {
            "Prints what a server sends: one line per event on stdout, status on stderr.",
            "READY on stderr says that it is connected, and in every channel and room. Ends after --count events; without, it goes on until --timeout,"
                    + " if there is one, or until it is stopped."
        })
public final class ListenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectOptions options = new ConnectOptions();

    @Mixin
    private ProtocolOptions protocol = new ProtocolOptions();

    @Mixin
    private ScopeOptions scopes = new ScopeOptions();

    @Option(names = "--event", paramLabel = "E", description = "prints only events of this type; may be repeated")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "ends after so many events")
    private @Nullable Integer count;

    @Option(
            names = "--json",
            description =
                    "prints each event as a JSON object with event, channel, room, payload and id, and args where there are several")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public ListenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        scopes.check(protocol.dialect());
        Goal goal = new Goal(count, "events");
        try (Session session = new Session(options.target(), this::describe)) {
            session.client().onAny(message -> print(message, goal));
            session.client()
                    .onError(
                            event -> terminal.status("dropped: " + event.error().getMessage()));
            session.client().onState(goal::follow);
            session.client().onState(this::tellLoss);
            Entry entry = new Entry(session.client(), goal);
            scopes.ask(entry);
            session.connect();
            entry.await(options.timeout());
            terminal.status("READY");
            goal.await(options.timeoutIfGiven());
            return ExitCode.DONE;
        }
    }

    /** A listener wants to see what there is: it checks neither senders nor timestamps. */
    private RealtimeClientBuilder describe(RealtimeClientBuilder builder) {
        return builder.protocol(protocol.protocol())
                .identity(Identity.of(Names.unique("listen"), "keepwire listen"))
                .validator(MessageValidator.defaults());
    }

    private void tellLoss(StateChange change) {
        if (change.previous() == ConnectionState.OPEN && change.current() != ConnectionState.CLOSING) {
            terminal.status("connection lost: " + change.reason());
        } else if (change.previous() == ConnectionState.RECONNECTING && change.current() == ConnectionState.OPEN) {
            terminal.status("connected again");
        }
    }

    private void print(Message message, Goal goal) {
        boolean wanted = events.isEmpty() || events.contains(message.type());
        if (!wanted || goal.isOver()) {
            return;
        }
        terminal.line((json ? EventLine.JSON : EventLine.PLAIN).of(message));
        goal.count();
        if (terminal.isDeaf()) {
            goal.stop();
        }
    }
}
