// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a transport has under way, so that its close ends it: handshakes, links, HTTP exchanges. */
final class Residents {
    /** Something that a transport's close ends. */
    interface Resident {
        /** Ends it at once; has no effect on what has ended. */
        void evict();
    }

    private final Set<Resident> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Adds one; evicts it at once if the transport is closed. */
    void add(Resident resident) {
        all.add(resident);
        if (closed.get()) {
            all.remove(resident);
            resident.evict();
        }
    }

    void remove(Resident resident) {
        all.remove(resident);
    }

    /** Evicts everything, now and from now on; answers false if that was done before. */
    boolean close() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        all.forEach(Resident::evict);
        all.clear();
        return true;
    }
}
