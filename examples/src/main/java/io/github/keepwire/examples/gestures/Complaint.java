// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.gestures;

/**
 * What the server did not like: the payload of {@code error}.
 *
 * @param code which rule, such as {@code RATE_LIMIT}
 * @param error the same for people
 */
record Complaint(String code, String error) {}
