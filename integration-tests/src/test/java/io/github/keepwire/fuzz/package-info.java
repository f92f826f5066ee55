// SPDX-License-Identifier: Apache-2.0
/**
 * What a fuzzer runs, in the profile {@code fuzz}: each class takes bytes and holds what Socket.IO makes of them against what must
 * always be so. Nothing here is a test of its own. Start reading at {@code ReceivedFuzz}.
 */
@NullMarked
package io.github.keepwire.fuzz;

import org.jspecify.annotations.NullMarked;
