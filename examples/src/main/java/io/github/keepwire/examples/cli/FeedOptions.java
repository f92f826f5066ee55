// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.testkit.server.FeedSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code serve} that only a topics or channels server understands. */
final class FeedOptions {
    @Option(
            names = "--http-port",
            paramLabel = "P",
            description = "topics, channels: where the HTTP side listens; any free port by default")
    private @Nullable Integer httpPort;

    @Option(
            names = "--rate-limit",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "topics, channels: how many messages a client may send in a second; any number by default")
    private @Nullable Integer rateLimit;

    @Option(
            names = "--demand-tokens",
            description = "topics, channels: lets only those stay who bring a token such as user:alice or admin:root")
    private boolean demandTokens;

    @Option(
            names = "--heartbeat",
            paramLabel = "S",
            converter = Converters.Seconds.class,
            description = "topics, channels: says so often, in seconds, that it is there; every 30 s by default")
    private @Nullable Duration heartbeat;

    FeedSettings settings() {
        FeedSettings settings = FeedSettings.defaults();
        try {
            settings = heartbeat == null ? settings : settings.heartbeat(heartbeat);
            settings = httpPort == null ? settings : settings.httpPort(httpPort);
            settings = rateLimit == null ? settings : settings.rateLimit(RateLimit.perSecond(rateLimit));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        return demandTokens ? settings.demandTokens() : settings;
    }

    /** Refuses them for other servers. */
    void check(Served served) {
        boolean given = httpPort != null || rateLimit != null || demandTokens || heartbeat != null;
        if (given && !served.hasHttp()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--http-port, --rate-limit, --demand-tokens and --heartbeat need --protocol topics or channels, not "
                            + served);
        }
    }
}
