// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The channels and rooms that a listener wants to be in. */
final class ScopeOptions {
    @Option(
            names = "--channel",
            paramLabel = "C",
            converter = Converters.Channel.class,
            description = "subscribes to this channel (a topic, where the server calls it so); may be repeated")
    private List<Scope> channels = new ArrayList<>();

    @Option(
            names = "--room",
            paramLabel = "R",
            converter = Converters.Room.class,
            description = "joins this room; may be repeated")
    private List<Scope> rooms = new ArrayList<>();

    /** Refuses what the dialect has no words for. */
    void check(Dialect dialect) {
        check(channels, dialect, Protocol.Feature.CHANNELS, "--channel needs channels");
        check(rooms, dialect, Protocol.Feature.ROOMS, "--room needs rooms");
    }

    private static void check(List<Scope> scopes, Dialect dialect, Protocol.Feature feature, String what) {
        if (!scopes.isEmpty() && !dialect.has(feature)) {
            throw new CommandFailure(ExitCode.USAGE, what + ", which protocol " + dialect + " does not have");
        }
    }

    void ask(Entry entry) {
        channels.forEach(entry::ask);
        rooms.forEach(entry::ask);
    }
}
