// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** One client of a command, with the transport it runs on; closing it closes both. */
public final class Session implements AutoCloseable {
    private final Target target;
    private final Transport transport;
    private final RealtimeClient client;
    /** Why there is no connection yet. */
    private volatile String lastReason = "no answer";

    /**
     * Builds a client that is not connected, so that listeners can be added first.
     *
     * @param target where to, and how
     * @param settings what the command wants of the client
     */
    public Session(Target target, UnaryOperator<RealtimeClientBuilder> settings) {
        this.target = target;
        transport = target.transport().open();
        RealtimeClientBuilder builder =
                RealtimeClient.builder(target.url()).transport(transport).handshakeTimeout(target.timeout());
        Token token = target.token();
        if (token != null) {
            builder.token(() -> CompletableFuture.completedFuture(token));
        }
        client = settings.apply(builder).build();
        client.onState(change -> {
            if (change.error() != null) {
                lastReason = change.reason();
            }
        });
    }

    /**
     * The client.
     *
     * @return the client, closed with the session
     */
    public RealtimeClient client() {
        return client;
    }

    /**
     * Connects, and waits for it; what is refused for now is tried again until the time is over.
     *
     * @throws CommandFailure with the exit code that fits, if there is no connection in time
     * @throws InterruptedException if the command is to end
     */
    public void connect() throws InterruptedException {
        try {
            client.connect().get(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KeepwireException known
                    ? CommandFailure.of(known)
                    : new IllegalStateException("connecting failed in an unknown way", e);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.NOT_CONNECTED,
                    SafeText.hostAndPort(target.url()) + " could not be connected to within " + target.timeout() + ": "
                            + lastReason);
        }
    }

    /**
     * Whether there is a connection, or one in the making.
     *
     * @return false once it is lost, or closed
     */
    public boolean isConnected() {
        return switch (client.state()) {
            case CONNECTING, OPEN, RECONNECTING -> true;
            case IDLE, CLOSING, CLOSED, FAILED -> false;
        };
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }
}
