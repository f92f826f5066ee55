// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.crash;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.URI;
import java.nio.file.Path;

/**
 * A program that takes a durable outbox for itself, if it may, and says so.
 *
 * <pre>
 *   Intruder DIR       prints "refused CODE", or "opened with N"
 * </pre>
 */
final class Intruder {
    private Intruder() {}

    public static void main(String[] args) {
        try (JdkTransport transport = new JdkTransport();
                RealtimeClient client = RealtimeClient.builder(URI.create("ws://127.0.0.1:1/"))
                        .transport(transport)
                        .outbox(Outbox.durable(Path.of(args[0])))
                        .build()) {
            System.out.println("opened with " + client.stats().ledger().restored());
        } catch (KeepwireException e) {
            System.out.println("refused " + e.code());
        }
    }
}
