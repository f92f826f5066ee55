// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import java.time.Instant;

/** What a server says in the device dialect, as text. */
final class Envelope {
    private Envelope() {}

    /** A message that nothing is wrong with. */
    static String of(String type) {
        return with(type, "\"payload\":{}");
    }

    /** A message with further fields. */
    static String with(String type, String fields) {
        return "{\"type\":\"" + type + "\",\"deviceId\":\"s\",\"deviceName\":\"S\",\"timestamp\":\"" + Instant.now()
                + "\"," + fields + "}";
    }
}
