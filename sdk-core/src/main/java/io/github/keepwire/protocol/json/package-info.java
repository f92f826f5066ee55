// SPDX-License-Identifier: Apache-2.0
/**
 * Home-grown JSON protocols, described by a value.
 *
 * <p>Knows no other dialect. Start reading at {@link io.github.keepwire.protocol.json.JsonDialect}.
 */
@NullMarked
package io.github.keepwire.protocol.json;

import org.jspecify.annotations.NullMarked;
