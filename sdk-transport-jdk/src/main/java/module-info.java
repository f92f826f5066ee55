// SPDX-License-Identifier: Apache-2.0
/**
 * Carries Keepwire over {@code java.net.http}: no extra jar, on desktops and servers.
 */
module io.github.keepwire.transport.jdk {
    requires transitive io.github.keepwire.core;
    requires java.net.http;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.keepwire.transport.jdk;

    provides io.github.keepwire.transport.Transport with
            io.github.keepwire.transport.jdk.JdkTransport;
}
