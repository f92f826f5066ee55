// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.gestures;

/**
 * What a hand did: the payload of {@code gesture}.
 *
 * @param type which gesture
 * @param confidence how sure the one is that saw it, from 0 to 1
 */
record Gesture(String type, double confidence) {}
