// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is wrong with a device: the payload of {@code security_alert}.
 *
 * @param deviceId which device
 * @param severity how bad
 * @param message what happened
 */
record SecurityAlert(@JsonProperty("device_id") String deviceId, String severity, String message) {}
