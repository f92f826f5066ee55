// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be wanted: what the dialect has words for, and not without end. */
final class WishRules {
    private static final int MOST = 10_000;

    private WishRules() {}

    /** Why another wish cannot be fulfilled, or null; {@code count} is how many there are. */
    static @Nullable KeepwireException problem(Scope scope, Set<Protocol.Feature> features, int count) {
        boolean isRoom = scope.kind() == Scope.Kind.ROOM;
        if (!features.contains(isRoom ? Protocol.Feature.ROOMS : Protocol.Feature.CHANNELS)) {
            return refusal("this dialect has no " + (isRoom ? "rooms" : "channels"));
        }
        if (scope.parent() != null && !features.contains(Protocol.Feature.CHANNEL_ROOMS)) {
            return refusal("the channels of this dialect have no rooms");
        }
        return count < MOST ? null : refusal("more than " + MOST + " channels and rooms are wanted");
    }

    private static KeepwireException refusal(String reason) {
        return new KeepwireException(ErrorCode.REJECTED_BY_SERVER, reason);
    }
}
