// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import java.time.Instant;

/** Two filters in a row; each client gets fresh ones of both. */
record BothFilters(MessageFilter first, MessageFilter second) implements MessageFilter {
    @Override
    public boolean accepts(Message message, Instant now) {
        return first.accepts(message, now) && second.accepts(message, now);
    }

    @Override
    public MessageFilter fresh() {
        return new BothFilters(first.fresh(), second.fresh());
    }
}
