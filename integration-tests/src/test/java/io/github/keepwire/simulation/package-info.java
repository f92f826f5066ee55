// SPDX-License-Identifier: Apache-2.0
/**
 * The real client against a model server, on virtual time, under schedules that a seed decides.
 *
 * <p>Start reading at {@link io.github.keepwire.simulation.Schedule}.
 */
@NullMarked
package io.github.keepwire.simulation;

import org.jspecify.annotations.NullMarked;
