// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a dialect can carry a message whole: what it has no place for must not be lost on the way. */
final class Fit {
    private final Set<Protocol.Feature> features;

    Fit(Set<Protocol.Feature> features) {
        this.features = features;
    }

    /** Why it cannot be sent as it is, or null if it can. */
    @Nullable
    KeepwireException problem(Outgoing outgoing) {
        Message message = outgoing.message();
        if (outgoing.isAcked() && !has(Protocol.Feature.ACKS)) {
            return invalid("this dialect has no acknowledgements: send it as queued");
        }
        if (message.arguments().size() > 1 && !has(Protocol.Feature.ARGUMENTS)) {
            return invalid("this dialect has a place for one argument, and the message has "
                    + message.arguments().size() + ": send one object that holds them all");
        }
        Scope room = null;
        for (Scope scope : message.scopes()) {
            if (scope.kind() == Scope.Kind.ROOM) {
                if (room != null && !room.equals(scope)) {
                    return invalid("a message goes into one room, not into " + room + " and " + scope);
                }
                room = scope;
            }
            if (scope.parent() != null && !has(Protocol.Feature.CHANNEL_ROOMS)) {
                return invalid("the channels of this dialect have no rooms: " + scope + " cannot be sent into");
            }
            if (scope.kind() == Scope.Kind.CHANNEL && !has(Protocol.Feature.CHANNEL_MESSAGES)) {
                return invalid("this dialect cannot send on a channel: " + scope + " can only be listened to");
            }
        }
        return null;
    }

    private boolean has(Protocol.Feature feature) {
        return features.contains(feature);
    }

    private static KeepwireException invalid(String problem) {
        return new KeepwireException(ErrorCode.INVALID_MESSAGE, problem);
    }
}
