// SPDX-License-Identifier: Apache-2.0
/**
 * What Keepwire costs, beside a reference in the same run. Start reading at
 * {@link io.github.keepwire.benchmarks.InboundCost}.
 */
@NullMarked
package io.github.keepwire.benchmarks;

import org.jspecify.annotations.NullMarked;
