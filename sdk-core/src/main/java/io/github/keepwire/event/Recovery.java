// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.event;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Scope;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What became of messages that were missed, where the server tells enough to know: told before the messages that come behind
 * them. Where messages have numbers, what was missed has been fetched and delivered by then; where the server takes us back by
 * itself, as Socket.IO's does, it follows.
 *
 * <pre>{@code
 * client.onRecovery(recovery -> {
 *     if (recovery.kind() != Recovery.Kind.RECOVERED) {
 *         view.reload();
 *     }
 * });
 * }</pre>
 *
 * @param kind what became of them
 * @param scope the channel or room that they came on, or null where the server counts all of a client's messages in one
 * @param from the number of the first of them; for {@code RESET} the last number before it; {@value #UNKNOWN} where there are
 *     no numbers
 * @param to the number of the last of them; for {@code RESET} the number that the server goes on with; {@value #UNKNOWN} where
 *     there are no numbers
 */
public record Recovery(Kind kind, @Nullable Scope scope, long from, long to) {
    /** Stands for a number that the server does not tell. */
    public static final long UNKNOWN = -1;

    /** What may become of messages that were missed. */
    public enum Kind {
        /**
         * All of them are delivered, in order: by now where they have numbers, right after this where the server brings them by
         * itself.
         */
        RECOVERED,
        /** They are missing. */
        GAP,
        /**
         * The server has begun to count anew, or does not know us any more: whether any are missing is not known, and what follows
         * may repeat some.
         */
        RESET
    }

    /** Checks the parts. */
    public Recovery {
        requireNonNull(kind, "kind");
    }

    /**
     * Where missed messages can be had: the server's history, such as an endpoint of its REST interface.
     *
     * <p>Asked on a lane of its own, one question at a time, under a deadline of 10 s. The messages behind the gap wait
     * meanwhile, those of other channels do not. A history that throws, answers null, fails, or does not answer in time is
     * reported as {@code PROVIDER_FAILED}, and what is missing is told as {@code GAP}. One that blocks is not called again once
     * it holds four threads.
     */
    @FunctionalInterface
    public interface History {
        /**
         * Fetches messages.
         *
         * @param scope the channel or room, or null where the server counts all of a client's messages in one
         * @param from the number of the first that is missing
         * @param to the number of the last that is missing
         * @return their frames, as the server would have sent them, in any order; others are passed over
         */
        CompletionStage<List<String>> between(@Nullable Scope scope, long from, long to);
    }
}
