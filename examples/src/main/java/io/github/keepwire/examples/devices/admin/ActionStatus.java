// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a device, and how far it is.
 *
 * @param action what is done, such as {@code cleanup}
 * @param status how far it is, such as {@code completed}; null for the server's choice
 * @param details more about it: a record, bean or map that is a JSON object; or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionStatus(
        String action, @Nullable String status, @Nullable Object details) {
    /**
     * An action of which there are no details.
     *
     * @param action what is done
     * @param status how far it is
     */
    public ActionStatus(String action, String status) {
        this(action, status, null);
    }
}
