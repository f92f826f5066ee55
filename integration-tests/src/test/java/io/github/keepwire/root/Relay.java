// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Carries bytes between an address and a port on loopback, and hangs up on both sides when one does. */
final class Relay implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket door;
    private final int target;

    private Relay(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static Relay start(InetAddress address, int target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, BACKLOG, address), target);
        inBackground(relay::acceptAll);
        return relay;
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                Socket outside = door.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), target);
                inBackground(() -> carry(outside, inside));
                inBackground(() -> carry(inside, outside));
            } catch (IOException failed) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(failed);
                }
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException hungUp) {
            System.err.println("relay: " + hungUp.getMessage());
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
