// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.socketio.SocketIo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the server speaks, and what only some protocols have: the options of every command that talks to any server. */
final class ProtocolOptions {
    @Option(
            names = "--protocol",
            paramLabel = "json|topics|channels|socketio|echo",
            converter = Dialect.Converter.class,
            description = "what the server speaks; json by default")
    private Dialect dialect = Dialect.JSON;

    @Option(
            names = "--auth",
            paramLabel = "JSON",
            converter = Converters.Json.class,
            description = "socketio: an object to show when the namespace is entered, beside the token")
    private @Nullable JsonNode auth;

    @Option(
            names = "--path",
            paramLabel = "P",
            description =
                    "socketio: the path of the HTTP request, /socket.io/ by default; that of --url is the namespace")
    private @Nullable String path;

    Dialect dialect() {
        return dialect;
    }

    boolean has(Protocol.Feature feature) {
        return dialect.has(feature);
    }

    /** The protocol with what was given. */
    Protocol protocol() {
        if (dialect != Dialect.SOCKETIO) {
            if (auth != null || path != null) {
                throw new CommandFailure(ExitCode.USAGE, "--auth and --path belong to --protocol socketio");
            }
            return dialect.protocol();
        }
        SocketIo protocol = SocketIo.defaults();
        if (auth != null && !auth.isObject()) {
            throw new CommandFailure(ExitCode.USAGE, "--auth must be a JSON object");
        }
        try {
            protocol = path == null ? protocol : protocol.path(path);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage());
        }
        return auth == null ? protocol : protocol.auth(auth);
    }
}
