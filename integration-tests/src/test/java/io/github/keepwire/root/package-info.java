// SPDX-License-Identifier: Apache-2.0
/**
 * Faults that only the kernel can make: a network that swallows packets, a disk that is full. These tests need root, are
 * tagged so, and run with the profile {@code root}; on a machine that does not allow them they are skipped and say why. What
 * they make (a network namespace, a mount) is theirs alone and gone when they end.
 */
@NullMarked
package io.github.keepwire.root;

import org.jspecify.annotations.NullMarked;
