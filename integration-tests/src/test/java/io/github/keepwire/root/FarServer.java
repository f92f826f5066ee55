// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Received;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * A program for the far side: a dev server that acknowledges, behind a relay that listens on the far side's own address.
 *
 * <pre>
 *   stdout  its port, and then for each line on stdin the ids of all orders that have come so far, and an empty line
 *   stdin   a line asks; the end of it ends the program
 * </pre>
 */
final class FarServer {
    private FarServer() {}

    public static void main(String[] args) throws IOException {
        try (DevServer server = DevServer.acknowledgingDeviceEnvelope().start();
                Relay relay =
                        Relay.start(InetAddress.getByName(args[0]), server.url().getPort())) {
            System.out.println(relay.port());
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (questions.readLine() != null) {
                for (Received order : server.received("order")) {
                    System.out.println(order.text("/id").orElseThrow());
                }
                System.out.println();
            }
        }
        System.exit(0); // connections that a rule has swallowed keep their threads
    }
}
