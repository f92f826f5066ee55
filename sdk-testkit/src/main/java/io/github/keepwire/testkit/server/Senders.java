// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Which device sent the message with an id; bounded, forgets the oldest. */
final class Senders {
    private static final int MAX_IDS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> deviceById = new LinkedHashMap<>();

    void remember(String id, String deviceId) {
        lock.lock();
        try {
            deviceById.put(id, deviceId);
            if (deviceById.size() > MAX_IDS) {
                deviceById.remove(deviceById.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<String> of(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(deviceById.get(id));
        } finally {
            lock.unlock();
        }
    }
}
