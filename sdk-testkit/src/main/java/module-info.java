/**
 * What Keepwire is tested with, and what its users test with: a dev server that plays the other side, for now.
 */
module io.github.keepwire.testkit {
    requires transitive io.github.keepwire.core;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.databind;
    requires org.java_websocket;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.keepwire.testkit.server;
}
