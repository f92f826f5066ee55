// SPDX-License-Identifier: Apache-2.0
/** One round trip through the published artifacts. Start reading at {@code Main}. */
@NullMarked
package consumer;

import org.jspecify.annotations.NullMarked;
