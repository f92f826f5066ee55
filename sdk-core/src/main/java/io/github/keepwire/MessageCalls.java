// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.event.MessageListener;
import io.github.keepwire.message.Message;
import java.util.function.Consumer;

/** How listeners that want objects are called: the payload is read when they are. */
final class MessageCalls {
    private MessageCalls() {}

    static <T> Consumer<Message> typed(Class<T> payloadType, MessageListener.Typed<T> listener) {
        requireNonNull(payloadType, "payloadType");
        requireNonNull(listener, "listener");
        return message -> listener.received(message.payload().as(payloadType), message);
    }
}
