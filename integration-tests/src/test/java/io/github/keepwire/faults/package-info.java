// SPDX-License-Identifier: Apache-2.0
/**
 * The whole client on real sockets, against peers that behave badly and callers that ask for nonsense. Start reading at
 * {@code DeadServerTest}.
 */
@NullMarked
package io.github.keepwire.faults;

import org.jspecify.annotations.NullMarked;
