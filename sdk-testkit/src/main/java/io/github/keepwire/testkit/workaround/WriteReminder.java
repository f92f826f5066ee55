// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.workaround;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reminds the selector of frames that wait.
 *
 * <p>Java-WebSocket 1.6.0 loses about one frame in half a million until the next one is sent: its selector finishes
 * writing, then says that nothing waits, and so takes back what a sender demanded in between. Seen with clients that
 * wait for each echo. Saying it again is harmless.
 */
public final class WriteReminder {
    private static final long EVERY_MILLIS = 10;

    private final Runnable remind;
    private final Consumer<Throwable> onFailure;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "WebSocketReminder");

    /**
     * Makes a reminder that is not started.
     *
     * @param remind demands once more to write for every connection with frames that wait
     * @param onFailure is told, on the reminder's thread, what ended it before its time
     */
    public WriteReminder(Runnable remind, Consumer<Throwable> onFailure) {
        this.remind = remind;
        this.onFailure = onFailure;
        thread.setDaemon(true);
    }

    /** Starts its thread, a daemon. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                remind.run();
            }
        } catch (RuntimeException | InterruptedException e) {
            onFailure.accept(e);
        }
    }

    /**
     * Ends its thread, if it was started.
     *
     * @param patienceMillis how long to wait for that
     * @throws InterruptedException if the caller is interrupted meanwhile
     */
    public void stop(long patienceMillis) throws InterruptedException {
        over.countDown();
        thread.join(patienceMillis);
    }
}
