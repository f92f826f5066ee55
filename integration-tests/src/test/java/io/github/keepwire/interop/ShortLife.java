// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A program that connects, is answered once, closes its client, and has nothing more to do: not even its transport is closed.
 * Prints the threads that would keep the virtual machine alive.
 *
 * <pre>
 *   ShortLife URL TRANSPORT
 * </pre>
 */
final class ShortLife {
    private ShortLife() {}

    public static void main(String[] args) throws Exception {
        Transport transport =
                (Transport) Class.forName(args[1]).getDeclaredConstructor().newInstance();
        try (RealtimeClient client = RealtimeClient.builder(URI.create(args[0]))
                .transport(transport)
                .protocol(SocketIo.defaults())
                .connect()) {
            client.send("echo", "once", SendOptions.acked(Duration.ofSeconds(20)))
                    .outcome()
                    .get(30, TimeUnit.SECONDS);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && thread != Thread.currentThread() && thread.isAlive()) {
                System.out.println("alive: " + thread.getName());
            }
        }
        System.out.println("closed");
    }
}
