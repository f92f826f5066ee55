// SPDX-License-Identifier: Apache-2.0
/**
 * Keepwire's core: the client, its policies and its seams. Needs one transport module at run time.
 */
module io.github.keepwire.core {
    requires transitive com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.keepwire;
    exports io.github.keepwire.auth;
    exports io.github.keepwire.error;
    exports io.github.keepwire.event;
    exports io.github.keepwire.message;
    exports io.github.keepwire.outbox;
    exports io.github.keepwire.policy;
    exports io.github.keepwire.protocol;
    exports io.github.keepwire.protocol.json;
    exports io.github.keepwire.protocol.socketio;
    exports io.github.keepwire.stats;
    exports io.github.keepwire.testing;
    exports io.github.keepwire.time;
    exports io.github.keepwire.transport;

    uses io.github.keepwire.transport.Transport;
}
