// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which side a device plays. */
enum Mode {
    /** Raises alerts. */
    @JsonProperty("cctv")
    CCTV,
    /** Acknowledges them. */
    @JsonProperty("monitor")
    MONITOR
}
