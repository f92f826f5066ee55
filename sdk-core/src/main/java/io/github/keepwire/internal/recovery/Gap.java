// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers that are being fetched, and the messages of the same count that wait for them. */
final class Gap {
    /**
     * A message with a number.
     *
     * @param position its number
     * @param message the message
     * @param bytes the size of its frame
     */
    record Numbered(Message.Position position, Message message, int bytes) {
        long number() {
            return position.number();
        }
    }

    final @Nullable Scope scope;
    final long from;
    final long to;
    final List<Numbered> behind = new ArrayList<>();

    Gap(@Nullable Scope scope, long from, long to) {
        this.scope = scope;
        this.from = from;
        this.to = to;
    }

    boolean has(Message.Position position) {
        boolean sameCount = scope == null ? position.scope() == null : scope.equals(position.scope());
        return sameCount && position.number() >= from && position.number() <= to;
    }

    @Override
    public String toString() {
        return (scope == null ? "messages " : "messages of " + scope + " ") + from + " to " + to;
    }
}
