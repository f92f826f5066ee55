// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

/**
 * What the demo's camera sees.
 *
 * @param number which alert this is, from 1
 * @param intensity how bright, from 0 to 1
 * @param location where
 */
record Alert(int number, double intensity, String location) {}
