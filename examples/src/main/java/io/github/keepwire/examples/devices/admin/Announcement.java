// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A message as the server is to send it: to clients, to subscribers, to a user.
 *
 * @param type the message's type, such as {@code system_message}
 * @param data its payload: a record, bean or map that is a JSON object
 * @param topic whose subscribers shall hear a broadcast, or null for everybody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Announcement(
        String type, Object data, @Nullable String topic) {
    /**
     * A message for everybody, or for the user it is sent to.
     *
     * @param type the message's type
     * @param data its payload
     */
    public Announcement(String type, Object data) {
        this(type, data, null);
    }
}
