// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a test said to the server. Immutable.
 *
 * @param handlers by event
 * @param greeters told of newcomers
 * @param door who may enter
 * @param tokens which tokens are accepted; null for all
 */
record Script(
        Map<String, SocketIoHandler> handlers,
        List<Consumer<SocketIoSocket>> greeters,
        SocketIoDoor door,
        @Nullable Set<String> tokens) {
    static final Script EMPTY = new Script(Map.of(), List.of(), (namespace, auth) -> Optional.empty(), null);

    Script {
        handlers = Map.copyOf(handlers);
        greeters = List.copyOf(greeters);
    }

    Script with(String event, SocketIoHandler handler) {
        Map<String, SocketIoHandler> more = new HashMap<>(handlers);
        more.put(event, handler);
        return new Script(more, greeters, door, tokens);
    }

    Script with(Consumer<SocketIoSocket> greeter) {
        List<Consumer<SocketIoSocket>> more = new ArrayList<>(greeters);
        more.add(greeter);
        return new Script(handlers, more, door, tokens);
    }

    Script with(SocketIoDoor other) {
        return new Script(handlers, greeters, other, tokens);
    }

    Script withTokens(@Nullable Set<String> accepted) {
        return new Script(handlers, greeters, door, accepted);
    }
}
