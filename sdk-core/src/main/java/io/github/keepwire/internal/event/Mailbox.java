// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.internal.loop.SystemEnvironment;
import io.github.keepwire.time.Environment;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What waits for the application's listeners: one serial lane on the callback executor, bounded in messages and bytes.
 *
 * <p>It never refuses. The loop asks {@link #isFull()} first, and is told when half of the room is free again.
 */
final class Mailbox {
    private final SerialLane lane;
    private final Runnable onRoom;
    private final int maxMessages;
    private final long maxBytes;
    /** What came in, told by the loop. */
    private final Tally added = new Tally();
    /** What was delivered, told by the listeners' lane. */
    private final Tally delivered = new Tally();

    private final AtomicBoolean roomWanted = new AtomicBoolean();

    /** What the loop last saw of {@link #delivered}; it looks again only where that is not enough. */
    private long deliveredMessages;

    private long deliveredBytes;

    /**
     * Makes an empty mailbox.
     *
     * @param maxMessages how many messages may wait before it is full
     * @param maxBytes how many bytes may wait before it is full
     * @param environment whose callback executor runs the listeners
     * @param onRoom called on the callback executor once there is room again after {@link #isFull()} said no
     */
    Mailbox(int maxMessages, long maxBytes, Environment environment, Runnable onRoom) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.lane = lane(environment);
        this.onRoom = onRoom;
    }

    private static SerialLane lane(Environment environment) {
        Executor executor = environment.callbackExecutor();
        return executor == SystemEnvironment.shared().callbackExecutor()
                ? SerialLane.patient(executor, environment.ticker())
                : new SerialLane(executor, environment.ticker());
    }

    /**
     * Adds something for the listeners.
     *
     * @param size what it holds in memory, in bytes
     * @param call calls the listeners; must not throw
     */
    void add(int size, Runnable call) {
        added.add(size);
        lane.execute(() -> {
            try {
                call.run();
            } finally {
                done(size);
            }
        });
    }

    /**
     * Whether nothing more should be asked for; called on the loop. If so, {@code onRoom} will be called.
     *
     * @return true if there is no room
     */
    boolean isFull() {
        if (hadRoom() || hasRoom(1)) {
            return false;
        }
        roomWanted.set(true);
        // the last listener may have returned since: then nobody else would tell
        return !(hasRoom(1) && roomWanted.compareAndSet(true, false));
    }

    private boolean hadRoom() {
        if (isRoom(added.messages() - deliveredMessages, added.bytes() - deliveredBytes, 1)) {
            return true;
        }
        deliveredMessages = delivered.messages();
        deliveredBytes = delivered.bytes();
        return false;
    }

    /**
     * How many messages wait or are being delivered.
     *
     * @return a count
     */
    int waiting() {
        // in this order: what is delivered in between must not make the count negative
        long out = delivered.messages();
        return (int) (added.messages() - out);
    }

    private void done(int size) {
        delivered.add(size);
        if (roomWanted.get() && hasRoom(2) && roomWanted.compareAndSet(true, false)) {
            onRoom.run();
        }
    }

    private boolean hasRoom(int share) {
        long bytesOut = delivered.bytes();
        return isRoom(waiting(), added.bytes() - bytesOut, share);
    }

    private boolean isRoom(long messages, long bytes, int share) {
        return share * messages < maxMessages && share * bytes < maxBytes;
    }
}
