// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A device is being watched.
 *
 * @param deviceId which device
 * @param already whether it was watched before, as often as was asked then
 */
public record Monitored(
        @JsonProperty(value = "device_id", required = true) String deviceId,
        @JsonProperty("already_monitored") boolean already) {}
