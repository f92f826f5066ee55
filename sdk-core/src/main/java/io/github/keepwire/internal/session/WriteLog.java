// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.delivery.Outgoing;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which frames on their way to the socket belong to which message, in order; control frames belong to none. */
final class WriteLog {
    private static final class Batch {
        final @Nullable Outgoing owner;
        long frames;

        Batch(@Nullable Outgoing owner, long frames) {
            this.owner = owner;
            this.frames = frames;
        }
    }

    private final ArrayDeque<Batch> batches = new ArrayDeque<>();

    void add(@Nullable Outgoing owner, long frames) {
        if (frames > 0) {
            batches.add(new Batch(owner, frames));
        }
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** More frames were written: tells the messages that are complete by that. */
    void written(long frames, Consumer<Outgoing> complete) {
        long left = frames;
        while (left > 0 && !batches.isEmpty()) {
            Batch first = batches.element();
            long taken = Math.min(left, first.frames);
            first.frames -= taken;
            left -= taken;
            if (first.frames == 0) {
                batches.remove();
                tell(first, complete);
            }
        }
    }

    /** Nothing more will be written: tells the messages that are not complete. */
    void abandon(Consumer<Outgoing> incomplete) {
        batches.forEach(batch -> tell(batch, incomplete));
        batches.clear();
    }

    private static void tell(Batch batch, Consumer<Outgoing> listener) {
        if (batch.owner != null) {
            listener.accept(batch.owner);
        }
    }
}
