// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

/**
 * Somebody is about to say something.
 *
 * @param userId who
 */
record Typing(String userId) {
    /** The event that tells it. */
    static final String EVENT = "user_typing";
}
