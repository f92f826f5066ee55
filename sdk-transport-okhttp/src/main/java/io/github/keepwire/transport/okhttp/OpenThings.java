// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a transport has open, to be ended with it. Safe for use by any thread. */
final class OpenThings {
    private final Set<Abortable> things = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Keeps a thing until it is removed.
     *
     * @return false if the transport is closed; nothing is kept then, but it may have been aborted
     */
    boolean add(Abortable thing) {
        things.add(thing);
        if (closed) {
            things.remove(thing);
            return false;
        }
        return true;
    }

    void remove(Abortable thing) {
        things.remove(thing);
    }

    boolean isClosed() {
        return closed;
    }

    /** Aborts everything, now and from now on. */
    void close() {
        closed = true;
        things.forEach(Abortable::abort);
        things.clear();
    }
}
