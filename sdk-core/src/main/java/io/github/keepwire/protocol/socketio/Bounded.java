// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its oldest entry when it would have too many. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Bounded(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
