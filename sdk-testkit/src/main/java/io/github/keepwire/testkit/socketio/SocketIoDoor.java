// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who may enter a namespace. */
@FunctionalInterface
public interface SocketIoDoor {
    /**
     * Looks at a client. Called again each time that it connects, also when its state is recovered.
     *
     * @param namespace what it wants to enter
     * @param auth what it shows; empty if it shows nothing
     * @return why it may not enter; empty if it may
     */
    Optional<SocketIoRefusal> refuses(String namespace, Map<String, @Nullable Object> auth);
}
