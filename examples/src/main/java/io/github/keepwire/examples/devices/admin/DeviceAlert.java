// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong with a device: who subscribed to it, or to security alerts, shall know.
 *
 * @param deviceId which device
 * @param message what happened
 * @param severity how bad, such as {@code high}; null for the server's choice
 * @param type what kind of alert, such as {@code malware}; null for the server's choice
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeviceAlert(
        @JsonProperty("device_id") String deviceId,
        String message,
        @Nullable String severity,
        @JsonProperty("alert_type") @Nullable String type) {
    /**
     * An alert of the kind and severity that the server chooses.
     *
     * @param deviceId which device
     * @param message what happened
     */
    public DeviceAlert(String deviceId, String message) {
        this(deviceId, message, null, null);
    }
}
