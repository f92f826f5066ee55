// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.message.Message;

/** Who sent a message, as text that may be printed: it comes from the wire. */
final class Senders {
    private Senders() {}

    static String of(Message message) {
        return message.sender() == null
                ? "somebody"
                : SafeText.wire(message.sender().id());
    }
}
