// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

/**
 * Where in the picture something was seen, in pixels.
 *
 * @param x left edge
 * @param y upper edge
 * @param width width
 * @param height height
 */
record DetectionArea(int x, int y, int width, int height) {}
