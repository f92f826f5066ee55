// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual time and a transport without sockets, for the tests of applications and for ours.
 *
 * <p>No test framework is needed. Start reading at {@link io.github.keepwire.testing.ManualTime}.
 */
@NullMarked
package io.github.keepwire.testing;

import org.jspecify.annotations.NullMarked;
