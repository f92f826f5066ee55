// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import java.util.List;

/**
 * What a device says of itself on every connection: the payload of {@code deviceRegister}.
 *
 * @param mode which side it plays
 * @param capabilities what it can do
 * @param location where it is
 * @param version its software
 */
record DeviceInfo(Mode mode, List<String> capabilities, String location, String version) {
    private static final String VERSION = "1.0.0";

    static DeviceInfo camera(String location) {
        return new DeviceInfo(Mode.CCTV, List.of("blue_detection", "image_capture"), location, VERSION);
    }

    static DeviceInfo monitor(String location) {
        return new DeviceInfo(Mode.MONITOR, List.of("alert_display"), location, VERSION);
    }
}
