// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A behaviour with an envelope of its own, in which a test can publish, and perhaps with an HTTP side. */
interface Feed extends Behavior {
    /**
     * Writes a message of the server's own.
     *
     * @throws IllegalArgumentException if the data cannot stand in such a message
     */
    String message(String type, JsonNode data);

    /** What the HTTP side answers; none unless overridden. */
    default List<Route> routes() {
        return List.of();
    }
}
