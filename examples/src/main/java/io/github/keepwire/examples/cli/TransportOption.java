// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** The option {@code --transport}, for every command that opens WebSockets. */
public final class TransportOption {
    @Option(
            names = "--transport",
            paramLabel = "jdk|okhttp",
            converter = TransportChoice.Converter.class,
            description = "what opens the WebSockets; jdk by default")
    private TransportChoice choice = TransportChoice.JDK;

    /**
     * What was chosen.
     *
     * @return the transport
     */
    public TransportChoice choice() {
        return choice;
    }

    /**
     * A server that asks for no token, over the transport that was chosen.
     *
     * @param url the server
     * @return where to connect, and how
     */
    public Target to(URI url) {
        return new Target(url, choice, null, Target.DEFAULT_TIMEOUT);
    }
}
