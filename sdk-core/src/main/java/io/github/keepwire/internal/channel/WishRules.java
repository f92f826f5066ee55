// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be wanted: what the dialect has words for, and not without end. */
final class WishRules {
    private static final int MOST = 10_000;

    private WishRules() {}

    /** Why another wish cannot be fulfilled, or null; {@code count} is how many there are. */
    static @Nullable KeepwireException problem(Scope scope, Set<Scope.Kind> kinds, int count) {
        if (!kinds.contains(scope.kind())) {
            String word = scope.kind() == Scope.Kind.ROOM ? "rooms" : "channels";
            return refusal("this dialect has no " + word);
        }
        return count < MOST ? null : refusal("more than " + MOST + " channels and rooms are wanted");
    }

    private static KeepwireException refusal(String reason) {
        return new KeepwireException(ErrorCode.REJECTED_BY_SERVER, reason);
    }
}
