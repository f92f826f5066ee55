// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last alerts, the oldest first; what is beyond the limit is forgotten. Safe for use by any thread. */
final class AlertHistory {
    private final int limit;
    private final Map<String, BlueAlert> alerts = new LinkedHashMap<>();

    AlertHistory(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        this.limit = limit;
    }

    /** Notes an alert by its message's id; false if it is noted already: an alert may come twice. */
    synchronized boolean add(String alertId, BlueAlert alert) {
        if (alerts.putIfAbsent(alertId, alert) != null) {
            return false;
        }
        if (alerts.size() > limit) {
            alerts.remove(alerts.keySet().iterator().next());
        }
        return true;
    }

    synchronized List<BlueAlert> alerts() {
        return List.copyOf(alerts.values());
    }
}
