// SPDX-License-Identifier: Apache-2.0
/** Processes that are killed, and what is left of what they had promised. */
@NullMarked
package io.github.keepwire.crash;

import org.jspecify.annotations.NullMarked;
