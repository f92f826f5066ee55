// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;

/**
 * A program whose JVM looks names up in a file: prints each failure to connect, and ends once the client is open or its
 * input does.
 *
 * <pre>
 *   LateNameClient PLATFORM URL
 * </pre>
 */
final class LateNameClient {
    private LateNameClient() {}

    public static void main(String[] args) throws Exception {
        Security.setProperty(
                "networkaddress.cache.negative.ttl", "0"); // failed lookups are remembered for 10 s otherwise
        try (Witness witness = Witness.of(
                Platform.valueOf(args[0]),
                Transport.Settings.defaults(),
                Addresses.of(URI.create(args[1])),
                b -> b.reconnect(Witness.FOR_EVER))) {
            witness.client().onState(change -> {
                String error =
                        change.error() == null ? "" : " " + change.error().code();
                System.out.println(change.current() + error);
                System.out.flush();
                if (change.current() == ConnectionState.OPEN) {
                    System.exit(0);
                }
            });
            witness.asked();
            System.out.println(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
