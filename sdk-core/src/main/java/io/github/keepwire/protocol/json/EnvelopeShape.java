// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * What is a setting about an envelope.
 *
 * @param idName the field that carries the message's id
 * @param zone what a timestamp without a zone means
 */
record EnvelopeShape(String idName, ZoneId zone) {
    private static final List<String> OTHER_NAMES =
            Arrays.asList("type", "deviceId", "deviceName", "timestamp", "payload");

    EnvelopeShape {
        requireNonNull(idName, "idName");
        requireNonNull(zone, "zone");
        if (idName.isEmpty() || OTHER_NAMES.contains(idName)) {
            throw new IllegalArgumentException(
                    "idName must be a name that the envelope does not use otherwise: '" + idName + "'");
        }
    }
}
