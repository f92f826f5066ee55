// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

/**
 * The registration of a listener; closing it removes the listener.
 *
 * <p>Once {@link #close()} has returned, the listener is not called any more, except for a call that another thread had
 * begun before. Idempotent; safe for use by any thread and inside any callback; never blocks.
 */
public interface Registration extends AutoCloseable {
    /** Removes the listener. */
    @Override
    void close();
}
