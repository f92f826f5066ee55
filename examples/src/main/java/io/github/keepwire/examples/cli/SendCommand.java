// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.Protocol;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code send}: sends messages and says what became of each. */
@Command(
        name = "send",
        description = {
            "Sends a message, and says what became of it.",
            "The last line on stdout is accepted=N sent=N acked=N failed=N. A message that is not delivered within"
                    + " --timeout expires."
        })
public final class SendCommand implements Callable<Integer> {
    /** How long an earlier run's messages may take before this one's own are sent as well. */
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(1);

    private final Terminal terminal;

    @Mixin
    private ConnectOptions options = new ConnectOptions();

    @Mixin
    private SendSettings settings = new SendSettings();

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        settings.check();
        Fates fates = new Fates(terminal, new Trace(terminal, settings.isTraced()));
        try (Session session = new Session(options.target(), builder -> describe(builder, fates))) {
            session.client().onState(change -> giveUpIfLost(change, session));
            session.client().onOutcome(fates::restored);
            return deliver(session, fates);
        } finally {
            fates.awaitAll(Duration.ZERO);
            terminal.line(fates.summary(settings.count()));
        }
    }

    private RealtimeClientBuilder describe(RealtimeClientBuilder builder, Fates fates) {
        Protocol protocol = settings.protocol();
        boolean watched = settings.isTraced() && settings.ack() != null;
        if (settings.outbox() != null) {
            builder.outbox(Outbox.durable(settings.outbox()));
        }
        return builder.protocol(watched ? new WatchedProtocol(protocol, fates.trace()::sent) : protocol)
                .identity(Identity.of(Names.unique("send"), "keepwire send"));
    }

    /** Where nobody would connect again, what is left ends now, and not when its time is over. */
    private void giveUpIfLost(StateChange change, Session session) {
        if (change.previous() == ConnectionState.OPEN && change.current() != ConnectionState.CLOSING) {
            terminal.status("connection lost: " + change.reason());
        }
        if (change.current() == ConnectionState.FAILED && change.previous() != ConnectionState.CONNECTING) {
            session.client().closeAsync(Duration.ZERO);
        }
    }

    private int deliver(Session session, Fates fates) throws InterruptedException {
        connect(session);
        if (settings.outbox() != null) {
            deliverWhatIsLeft(session, fates);
        }
        SendOptions promise = promise();
        Pace pace = new Pace(settings.gap());
        for (int i = 0; i < settings.count() && session.isConnected(); i++) {
            pace.await();
            fates.awaitRoom();
            fates.follow(send(session.client(), promise));
        }
        if (!fates.awaitAll(options.timeout())) {
            throw new CommandFailure(ExitCode.TIMED_OUT, "timed out: not every message has an outcome");
        }
        return fates.delivered() == settings.count() ? ExitCode.DONE : ExitCode.NOT_DELIVERED;
    }

    private void connect(Session session) throws InterruptedException {
        Goal goal = new Goal(null, "messages");
        session.client().onState(goal::follow);
        Entry entry = new Entry(session.client(), goal);
        if (settings.room() != null) {
            entry.ask(settings.room());
        }
        session.connect();
        entry.await(options.timeout());
    }

    private Receipt send(RealtimeClient client, SendOptions promise) {
        Message.Builder message = Message.builder(settings.event()).arguments(settings.data());
        Scope room = settings.room();
        if (room == null) {
            return client.send(message.build(), promise);
        }
        return client.send(message.scope(room).build(), promise.key(room.name()));
    }

    /** What an earlier run left in the outbox goes first. */
    private void deliverWhatIsLeft(Session session, Fates fates) throws InterruptedException {
        long left = session.client().stats().ledger().restored();
        if (left == 0) {
            return;
        }
        terminal.status("delivers " + left + " messages of an earlier run");
        if (!fates.awaitRestored((int) left, LONGEST_RECOVERY)) {
            terminal.status("not all of them have arrived within " + LONGEST_RECOVERY + ": they stay in the outbox");
        }
    }

    /** What is kept in a directory does not expire: it waits for the next run. */
    private SendOptions promise() {
        Duration ack = settings.ack();
        SendOptions promise = ack == null ? SendOptions.queued() : SendOptions.acked(ack);
        return settings.outbox() == null ? promise.timeToLive(options.timeout()) : promise;
    }
}
