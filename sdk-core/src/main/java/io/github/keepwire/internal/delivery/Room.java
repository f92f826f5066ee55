// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

/** How much is in the outbox, and how much may be. Belongs to the loop. */
final class Room {
    private final int maxMessages;
    private final long maxBytes;
    private int messages;
    private long bytes;

    Room(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    boolean has(long wantedBytes) {
        return messages < maxMessages && bytes + wantedBytes <= maxBytes;
    }

    void take(long takenBytes) {
        messages++;
        bytes += takenBytes;
    }

    void free(long freedBytes) {
        messages--;
        bytes -= freedBytes;
    }

    int messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return messages == 0;
    }

    @Override
    public String toString() {
        return messages + " messages of " + bytes + " bytes";
    }
}
