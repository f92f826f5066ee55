// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a device is at the moment: the payload of {@code live_metrics}.
 *
 * @param deviceId which device
 * @param metrics the numbers
 */
record LiveMetrics(@JsonProperty("device_id") String deviceId, Metrics metrics) {
    /**
     * The numbers, each in percent.
     *
     * @param cpu how busy it is
     * @param memory how full it is
     * @param battery how charged it is
     */
    record Metrics(
            @JsonProperty("cpu_usage") int cpu,
            @JsonProperty("memory_usage") int memory,
            @JsonProperty("battery_level") int battery) {}
}
