// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import java.time.Instant;

/** What a raw peer says to a client that speaks the device envelope. */
final class Envelopes {
    private Envelopes() {}

    static String of(String type) {
        return of(type, "{}");
    }

    static String of(String type, String payload) {
        return "{\"type\":\"" + type + "\",\"deviceId\":\"s\",\"deviceName\":\"S\",\"timestamp\":\"" + Instant.now()
                + "\",\"payload\":" + payload + "}";
    }
}
