/**
 * Keepwire's test kit: a dev server that plays the other side, rude and polite peers, a real environment, and the
 * contract tests that every implementation of a seam inherits. For tests only.
 */
module io.github.keepwire.testkit {
    requires transitive io.github.keepwire.core;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.databind;
    requires jdk.httpserver;
    requires org.assertj.core;
    requires org.java_websocket;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.keepwire.testkit;
    exports io.github.keepwire.testkit.contract;
    exports io.github.keepwire.testkit.proxy;
    exports io.github.keepwire.testkit.server;
    exports io.github.keepwire.testkit.socketio;
}
