// SPDX-License-Identifier: Apache-2.0
/**
 * JSON as strangers send it: Jackson within strict limits, and the codec that reads and writes payloads with it.
 *
 * <p>On the low floor, above the messages; for the JSON dialects and the front door. Start reading at
 * {@link io.github.keepwire.internal.json.StrictJson}.
 */
@NullMarked
package io.github.keepwire.internal.json;

import org.jspecify.annotations.NullMarked;
