// SPDX-License-Identifier: Apache-2.0
/**
 * The one door to time, chance and threads: the only room that may read a clock or roll dice.
 *
 * <p>Every other room takes an {@link io.github.keepwire.time.Environment}, so that a whole client runs on virtual time
 * and a seed. Start reading there.
 */
@NullMarked
package io.github.keepwire.time;

import org.jspecify.annotations.NullMarked;
