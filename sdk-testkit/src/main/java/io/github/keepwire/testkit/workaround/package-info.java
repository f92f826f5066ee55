// SPDX-License-Identifier: Apache-2.0
/** What Java-WebSocket needs help with. Not exported. */
@NullMarked
package io.github.keepwire.testkit.workaround;

import org.jspecify.annotations.NullMarked;
