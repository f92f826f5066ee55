// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

/**
 * What somebody says in a room; the room's name travels beside it, as {@code roomId}.
 *
 * @param message what is said
 * @param sender by whom
 */
record ChatLine(String message, String sender) {
    @Override
    public String toString() {
        return sender + ": " + message;
    }
}
