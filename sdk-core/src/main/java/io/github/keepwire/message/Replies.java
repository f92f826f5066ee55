// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import org.jspecify.annotations.Nullable;

/** Reads what the server answered, or tells why there is no answer. */
final class Replies {
    private Replies() {}

    /** Void has no object: null stands for it, as it does wherever Java wants one. */
    @SuppressWarnings("NullAway")
    static <T> T read(Outcome outcome, Class<T> type) {
        KeepwireException problem = problem(outcome);
        if (problem != null) {
            throw problem;
        }
        return type == Void.class ? null : outcome.argument(0, type);
    }

    private static @Nullable KeepwireException problem(Outcome outcome) {
        if (outcome.status() == Outcome.Status.ACKED) {
            return null;
        }
        if (outcome.error() != null) {
            return outcome.error();
        }
        return switch (outcome.status()) {
            case SENT -> none(ErrorCode.UNACKNOWLEDGED, "the message was sent without asking for an acknowledgement");
            case DROPPED -> none(ErrorCode.LINK_LOST, "the message was volatile, and could not go at once");
            case EXPIRED -> none(ErrorCode.EXPIRED, "the message outlived its time before it was acknowledged");
            case CANCELLED -> none(ErrorCode.CANCELLED, "the message was taken back");
            default -> none(ErrorCode.UNACKNOWLEDGED, "the message ended as " + outcome.status());
        };
    }

    private static KeepwireException none(ErrorCode code, String why) {
        return new KeepwireException(code, "there is no answer: " + why);
    }
}
