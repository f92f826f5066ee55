// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The server has sent something on.
 *
 * @param recipients to how many connections; 0 if nobody wanted it
 */
public record Sent(@JsonProperty(required = true) int recipients) {}
