// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;

/**
 * Reminds the selector of frames that wait.
 *
 * <p>Java-WebSocket 1.6.0 loses about one frame in half a million until the next one is sent: its selector finishes
 * writing, then says that nothing waits, and so takes back what a sender demanded in between. Seen with clients that
 * wait for each echo. Saying it again is harmless.
 */
final class WriteReminder {
    private static final long EVERY_MILLIS = 10;

    private final SocketServer server;
    private final Dispatcher dispatcher;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "WebSocketReminder");

    WriteReminder(SocketServer server, Dispatcher dispatcher) {
        this.server = server;
        this.dispatcher = dispatcher;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                server.getConnections().stream()
                        .filter(WebSocket::hasBufferedData)
                        .forEach(server::onWriteDemand);
            }
        } catch (RuntimeException | InterruptedException e) {
            dispatcher.failed(e);
        }
    }

    /** Does nothing if it was not started. */
    void stop(long patienceMillis) throws InterruptedException {
        over.countDown();
        thread.join(patienceMillis);
    }
}
