// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a server, asked over the transport of the WebSockets: objects in, JSON text out. */
public final class RestSide {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Transport transport;
    private final URI base;
    private final @Nullable String token;

    /**
     * Asks nothing yet.
     *
     * @param transport what opens the connections
     * @param base where the server is, without a path
     * @param token what lets us in, or null
     */
    public RestSide(Transport transport, URI base, @Nullable String token) {
        this.transport = transport;
        this.base = base;
        this.token = token;
    }

    /**
     * Posts an object as JSON. Blocks until there is an answer.
     *
     * @param path where to, with a slash in front
     * @param body what: a record, bean or map
     * @return the answer's body
     * @throws CommandFailure if the server says no, or nothing
     * @throws InterruptedException if the command is to end
     */
    public String post(String path, Object body) throws InterruptedException {
        HttpCall call = HttpCall.post(base.resolve(path), "application/json", json(body));
        HttpCall allowed = token == null ? call : call.withHeader("Authorization", "Bearer " + token);
        try {
            HttpCall.Reply reply =
                    transport.exchange(allowed).toCompletableFuture().get();
            if (reply.status() != 200) {
                int exitCode = reply.status() < 500 ? ExitCode.REFUSED : ExitCode.NOT_CONNECTED;
                throw new CommandFailure(exitCode, "POST " + path + " was answered with " + reply.status());
            }
            return reply.body();
        } catch (ExecutionException e) {
            throw new CommandFailure(ExitCode.NOT_CONNECTED, "POST " + path + " had no answer: " + e.getMessage());
        }
    }

    private static String json(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a body that is no JSON: " + body.getClass(), e);
        }
    }
}
