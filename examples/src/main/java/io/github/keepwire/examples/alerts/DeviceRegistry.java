// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which devices have told of themselves, the oldest first. Safe for use by any thread. */
final class DeviceRegistry {
    private final Map<String, DeviceInfo> devices = new LinkedHashMap<>();

    /** Notes a device, or what is new about it; true if it was not known. */
    synchronized boolean register(String deviceId, DeviceInfo info) {
        return devices.put(deviceId, info) == null;
    }

    /** The ids of the devices that play a side. */
    synchronized List<String> devices(Mode mode) {
        return devices.entrySet().stream()
                .filter(device -> device.getValue().mode() == mode)
                .map(Map.Entry::getKey)
                .toList();
    }
}
