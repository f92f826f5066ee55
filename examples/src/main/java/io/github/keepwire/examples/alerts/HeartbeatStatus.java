// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a device is: the payload of {@code heartbeat}.
 *
 * @param status what it does
 * @param batteryLevel from 0 to 1
 * @param signalStrength from 0 to 1
 * @param lastDetection when it last saw something, ISO-8601, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HeartbeatStatus(
        String status,
        double batteryLevel,
        double signalStrength,
        @Nullable String lastDetection) {}
