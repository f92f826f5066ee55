// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.auth.Token;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where to connect, and how: the options of every command that needs a server. */
public final class ConnectOptions {
    @Option(
            names = "--url",
            required = true,
            paramLabel = "U",
            converter = Converters.Url.class,
            description = "the server, as ws://host:port/path or wss://.. (http and https mean the same)")
    private @Nullable URI url;

    @Mixin
    private TransportOption transport = new TransportOption();

    @Option(
            names = "--token",
            paramLabel = "T",
            converter = Converters.Secret.class,
            description = "lets us in; travels where the protocol has a place for it, and is never printed")
    private @Nullable Token token;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            converter = Converters.Seconds.class,
            description =
                    "seconds: gives up connecting after so long (10 by default), and then waits so long for the rest")
    private @Nullable Duration timeout;

    /**
     * All of it as a value.
     *
     * @return where to connect, and how
     */
    public Target target() {
        return new Target(requireNonNull(url, "--url"), transport.choice(), token, timeout());
    }

    /**
     * How long to wait, if the user said so.
     *
     * @return the wait, or null
     */
    public @Nullable Duration timeoutIfGiven() {
        return timeout;
    }

    /**
     * How long to wait.
     *
     * @return the wait; 10 s unless the user said otherwise
     */
    public Duration timeout() {
        return timeout == null ? Target.DEFAULT_TIMEOUT : timeout;
    }
}
