// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceRegistryTest {
    private final DeviceRegistry registry = new DeviceRegistry();

    @Test
    void knowsDevicesByTheSideTheyPlay() {
        registry.register("camera_1", DeviceInfo.camera("hall"));
        registry.register("monitor_1", DeviceInfo.monitor("office"));
        registry.register("camera_2", DeviceInfo.camera("attic"));

        assertThat(registry.devices(Mode.CCTV)).containsExactly("camera_1", "camera_2");
        assertThat(registry.devices(Mode.MONITOR)).containsExactly("monitor_1");
    }

    @Test
    void aDeviceThatComesBackIsNotNew() {
        assertThat(registry.register("camera_1", DeviceInfo.camera("hall"))).isTrue();
        assertThat(registry.register("camera_1", DeviceInfo.camera("attic"))).isFalse();
    }
}
