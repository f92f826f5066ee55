// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to send, how often, and what is promised for it. */
final class SendSettings {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    private ProtocolOptions protocol = new ProtocolOptions();

    @Option(
            names = "--event",
            required = true,
            paramLabel = "E",
            description = "the message's type; echo has no place for it")
    private String event = "";

    @Option(
            names = "--data",
            paramLabel = "JSON",
            converter = Converters.Json.class,
            description =
                    "the payload; socketio: may be repeated, one for each argument, or left out, and {\"base64\":..} is binary")
    private List<JsonNode> data = new ArrayList<>();

    @Option(
            names = "--room",
            paramLabel = "R",
            converter = Converters.Room.class,
            description = "joins this room, and sends into it")
    private @Nullable Scope room;

    @Option(
            names = "--ack",
            paramLabel = "S",
            converter = Converters.Seconds.class,
            description =
                    "wants an acknowledgement, and sends again after so many seconds without one; prints what each"
                            + " carries")
    private @Nullable Duration ack;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "sends it so many times; once by default")
    private int count = 1;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = Converters.Rate.class,
            description = "sends at most so many in a second; as fast as it goes by default")
    private Duration gap = Duration.ZERO;

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description =
                    "keeps in this directory what is not delivered yet, so that it survives the process; what an earlier run"
                            + " left there goes first")
    private @Nullable Path outbox;

    @Option(names = "--trace", description = "prints each step of each message as it happens, with the message's id")
    private boolean trace;

    @Option(names = "--json", description = "no effect: all that is printed of a message is JSON")
    @SuppressWarnings("UnusedVariable") // accepted, so that one set of options fits listen and send
    private boolean json;

    /** Refuses what the parser lets through and makes no sense. */
    void check() {
        if (data.isEmpty() && protocol.dialect() != Dialect.SOCKETIO) {
            throw wrong("Missing required option: '--data=JSON'");
        }
        if (data.size() > 1 && protocol.dialect() != Dialect.SOCKETIO) {
            throw wrong("--data may be given once: a message of protocol " + protocol.dialect() + " has one payload");
        }
        if (ack != null && !protocol.has(Protocol.Feature.ACKS)) {
            throw wrong("--ack needs acknowledgements, which protocol " + protocol.dialect() + " does not have");
        }
        if (room != null && !protocol.has(Protocol.Feature.ROOMS)) {
            throw wrong("--room needs rooms, which protocol " + protocol.dialect() + " does not have");
        }
        if (event.isEmpty()) {
            throw wrong("--event must not be empty");
        }
    }

    private RuntimeException wrong(String message) {
        return command == null
                ? new CommandFailure(ExitCode.USAGE, message)
                : new ParameterException(command.commandLine(), message);
    }

    String event() {
        return event;
    }

    Protocol protocol() {
        return protocol.protocol();
    }

    List<JsonNode> data() {
        return protocol.has(Protocol.Feature.BINARY)
                ? data.stream().map(BinaryText::read).toList()
                : data;
    }

    @Nullable
    Scope room() {
        return room;
    }

    @Nullable
    Duration ack() {
        return ack;
    }

    int count() {
        return count;
    }

    Duration gap() {
        return gap;
    }

    @Nullable
    Path outbox() {
        return outbox;
    }

    boolean isTraced() {
        return trace;
    }
}
