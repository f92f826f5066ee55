// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices;

/**
 * What everybody may know: the payload of {@code notification}.
 *
 * @param title what it is about
 * @param message what it says
 */
record Notice(String title, String message) {}
