// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is done with a device: the payload of {@code device_action}.
 *
 * @param deviceId which device
 * @param action what is done
 * @param status how far it is
 */
record DeviceAction(@JsonProperty("device_id") String deviceId, String action, String status) {}
