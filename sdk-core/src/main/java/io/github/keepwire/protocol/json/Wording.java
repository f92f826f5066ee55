// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of scope is entered and left, and how the server answers; what is null is not said.
 *
 * @param enter subscribes or joins
 * @param leave unsubscribes or leaves
 * @param confirmed answers that it is entered
 * @param ended answers that it is left
 * @param refused answers that it is not entered, or was ended by the server
 */
record Wording(
        @Nullable Template enter,
        @Nullable Template leave,
        @Nullable Reply confirmed,
        @Nullable Reply ended,
        @Nullable Reply refused) {
    static final Wording NONE = new Wording(null, null, null, null, null);

    /** A frame of the server: its type, where it names what it is about, and why. */
    record Reply(String type, FramePath names, @Nullable FramePath reason) {
        static Reply of(String what, String type, String names) {
            return new Reply(type, FramePath.of(what, names), null);
        }
    }

    Wording entering(Template frame) {
        return new Wording(frame, leave, confirmed, ended, refused);
    }

    Wording leaving(Template frame) {
        return new Wording(enter, frame, confirmed, ended, refused);
    }

    Wording confirmedBy(Reply reply) {
        return new Wording(enter, leave, reply, ended, refused);
    }

    Wording endedBy(Reply reply) {
        return new Wording(enter, leave, confirmed, reply, refused);
    }

    Wording refusedBy(Reply reply) {
        return new Wording(enter, leave, confirmed, ended, reply);
    }

    /**
     * Checks that there is something to answer.
     *
     * @throws IllegalArgumentException if there are answers, but nothing that they answer
     */
    Wording checked(String enterName, String leaveName) {
        if (enter == null && !equals(NONE)) {
            throw new IllegalArgumentException(enterName + " is missing: there is a frame or a reply that needs it");
        }
        if (leave == null && ended != null) {
            throw new IllegalArgumentException(leaveName + " is missing: there is a reply to it");
        }
        return this;
    }
}
