// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

/**
 * What a device does: the payload of {@code deviceStatus}. Tells who it is once more, for those who came later.
 *
 * @param status what it does
 * @param device what it is
 * @param settings what it was asked to do
 */
record DeviceStatus(String status, DeviceInfo device, Settings settings) {}
