// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

import java.util.List;

/** The topics of a server that watches devices. */
final class Topics {
    /** General notices. */
    static final String NOTIFICATIONS = "notifications";

    /** What is wrong anywhere. */
    static final String SECURITY = "security";

    private Topics() {}

    /** All that concerns one device. */
    static List<String> of(String id) {
        return List.of(metrics(id), device(id), NOTIFICATIONS, SECURITY);
    }

    /** What is done with one device. */
    static String device(String id) {
        return "device_" + id;
    }

    /** How one device is. */
    static String metrics(String id) {
        return "metrics_" + id;
    }
}
