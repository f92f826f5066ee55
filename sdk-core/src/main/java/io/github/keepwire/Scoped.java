// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.event.Registration;
import io.github.keepwire.internal.event.MessageListeners;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.SendOptions;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a channel and a room have in common: what is sent goes there, and listeners hear what comes there. */
abstract class Scoped extends Sending {
    final RealtimeClient client;
    final Scope scope;

    Scoped(RealtimeClient client, Scope scope) {
        this.client = client;
        this.scope = scope;
    }

    @Override
    public Receipt send(Message message, SendOptions options) {
        return client.send(message.toBuilder().scope(scope).build(), options);
    }

    @Override
    Registration add(Function<MessageListeners, Registration> how) {
        return client.connection().audience().scoped().add(scope, how);
    }

    @Override
    void remove(Consumer<MessageListeners> how) {
        client.connection().audience().scoped().remove(scope, how);
    }

    @Override
    public String toString() {
        return scope.toString();
    }
}
