// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

/**
 * Somebody has seen an alert: the payload of {@code alertAck}.
 *
 * @param alertId the id of the alert's message
 */
record AlertAck(String alertId) {}
