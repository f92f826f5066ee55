// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.auth.Token;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.socketio.SocketIoSettings;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the dev server, until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Runs a server for trying things out, on the loopback address only, until it is stopped.",
            "The first line on stdout is READY <ws url>. The json server hands a message on to everybody else (or to the"
                    + " sender's group), and acknowledges each that has an id; the echo server sends every frame back.",
            "The topics and channels servers pass messages to those who subscribed. They have an HTTP side as well, and the"
                    + " second line on stdout is HTTP <url>.",
            "The socketio server knows every namespace. An event whose first argument has a roomId goes to the others who joined"
                    + " that room, any other to all others in the namespace."
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int MOST = 65_535;
    /** How many messages of a room a newcomer to it is told. */
    private static final int HISTORY = 50;

    private final Terminal terminal;

    @Option(
            names = "--protocol",
            paramLabel = "json|topics|channels|socketio|echo",
            converter = Served.Converter.class,
            description = "what it speaks; json by default")
    private Served served = Served.JSON;

    @Option(names = "--port", paramLabel = "P", description = "where it listens; any free port by default")
    private int port;

    @Option(
            names = "--token",
            paramLabel = "T",
            converter = Converters.Secret.class,
            description = "lets only those in who bring this token")
    private @Nullable Token token;

    @Mixin
    private final FeedOptions feed = new FeedOptions();

    @Option(names = "--no-ack", description = "leaves it to the receivers to acknowledge messages")
    private boolean silent;

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MOST) {
            throw new CommandFailure(ExitCode.USAGE, "--port must be between 0 and " + MOST + ": " + port);
        }
        feed.check(served);
        try (DevServer server = server().port(port)) {
            start(server);
            terminal.line("READY " + server.url());
            if (served.hasHttp()) {
                terminal.line("HTTP " + server.httpUri());
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private DevServer server() {
        DevServer server = switch (served) {
            case JSON -> silent ? DevServer.deviceEnvelope() : DevServer.acknowledgingDeviceEnvelope();
            case TOPICS -> DevServer.topics(feed.settings());
            case CHANNELS -> DevServer.channels(feed.settings());
            case SOCKETIO -> DevServer.socketIo(SocketIoSettings.defaults().history(HISTORY));
            case ECHO -> DevServer.echo();
        };
        return token == null ? server : server.requireToken(token.reveal());
    }

    private void start(DevServer server) {
        try {
            server.start();
        } catch (UncheckedIOException e) {
            throw new CommandFailure(ExitCode.USAGE, "a port cannot be used, choose another: " + e.getMessage());
        }
    }
}
