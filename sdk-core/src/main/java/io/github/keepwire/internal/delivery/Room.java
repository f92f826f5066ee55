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

    /** Whether there is room for one more. */
    boolean has(long wantedBytes) {
        return hasWithout(0, 0, wantedBytes);
    }

    /** Whether there would be room for one more if others went. */
    boolean hasWithout(int goneMessages, long goneBytes, long wantedBytes) {
        return messages - goneMessages < maxMessages && bytes - goneBytes + wantedBytes <= maxBytes;
    }

    /** Whether one of that size can ever have room. */
    boolean canEverHave(long wantedBytes) {
        return wantedBytes <= maxBytes;
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

    @Override
    public String toString() {
        return messages + " of " + maxMessages + " messages and " + bytes + " of " + maxBytes + " bytes";
    }
}
