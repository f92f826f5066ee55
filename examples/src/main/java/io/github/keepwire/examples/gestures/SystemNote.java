// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.gestures;

/**
 * What the server tells of itself: the payload of {@code system}.
 *
 * @param event what happened
 * @param message the same for people
 */
record SystemNote(String event, String message) {}
