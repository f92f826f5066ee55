// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

/**
 * Which messages pass ahead of others in the outbox. Written from the most urgent to the least, so that
 * {@code compareTo} orders by urgency.
 *
 * <p>Order is kept within a priority and key; a message of a higher priority overtakes what is queued below it, never what
 * is already on its way.
 */
public enum Priority {
    /** Passes ahead: alarms. */
    HIGH,
    /** The default. */
    NORMAL,
    /** Goes when nothing else waits: measurements, traces. */
    LOW;

    /**
     * Compares with another priority.
     *
     * @param other the other
     * @return true if this one is as urgent as the other, or more
     */
    public boolean isAtLeast(Priority other) {
        return compareTo(other) <= 0;
    }
}
