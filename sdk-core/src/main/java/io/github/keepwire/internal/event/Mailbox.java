// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.time.Environment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for the application's listeners: one serial lane on the callback executor, bounded in messages and bytes.
 *
 * <p>It never refuses. The loop asks {@link #isFull()} before it asks the link for more, so that a slow listener slows
 * the peer, and is told when half of the room is free again.
 */
public final class Mailbox {
    /** How many messages may wait before the socket is paused. */
    public static final int MAX_MESSAGES = 1024;
    /** How many bytes may wait before the socket is paused: 4 MiB. */
    public static final long MAX_BYTES = 4L << 20;

    private final SerialLane lane;
    private final Runnable onRoom;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean roomWanted = new AtomicBoolean();

    /**
     * Makes an empty mailbox.
     *
     * @param environment whose callback executor runs the listeners
     * @param onRoom called on the callback executor once there is room again after {@link #isFull()} said no
     */
    public Mailbox(Environment environment, Runnable onRoom) {
        this.lane = new SerialLane(environment.callbackExecutor(), environment.ticker());
        this.onRoom = onRoom;
    }

    /**
     * Adds something for the listeners.
     *
     * @param size what it holds in memory, in bytes
     * @param call calls the listeners; must not throw
     */
    public void add(int size, Runnable call) {
        messages.incrementAndGet();
        bytes.addAndGet(size);
        lane.execute(() -> {
            try {
                call.run();
            } finally {
                done(size);
            }
        });
    }

    /**
     * Whether nothing more should be asked for; if so, {@code onRoom} will be called.
     *
     * @return true if there is no room
     */
    public boolean isFull() {
        if (hasRoom(1)) {
            return false;
        }
        roomWanted.set(true);
        // the last listener may have returned since: then nobody else would tell
        return !(hasRoom(1) && roomWanted.compareAndSet(true, false));
    }

    /**
     * How many messages wait or are being delivered.
     *
     * @return a count
     */
    public int waiting() {
        return messages.get();
    }

    private void done(int size) {
        bytes.addAndGet(-size);
        messages.decrementAndGet();
        if (roomWanted.get() && hasRoom(2) && roomWanted.compareAndSet(true, false)) {
            onRoom.run();
        }
    }

    private boolean hasRoom(int share) {
        return messages.get() < MAX_MESSAGES / share && bytes.get() < MAX_BYTES / share;
    }
}
