// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of dialects, run for those that live in core. Start reading at {@code DeviceEnvelopeContractTest}.
 */
@NullMarked
package io.github.keepwire.dialects;

import org.jspecify.annotations.NullMarked;
