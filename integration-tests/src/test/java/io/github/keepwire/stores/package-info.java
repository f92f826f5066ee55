// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of stores, run for those that live in core. Start reading at {@code MemoryStoreContractTest}.
 */
@NullMarked
package io.github.keepwire.stores;

import org.jspecify.annotations.NullMarked;
