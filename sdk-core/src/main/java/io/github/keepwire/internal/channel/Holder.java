// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Payload;
import java.util.List;

/** Somebody who wants a scope, and is told how the wish stands. Called on the loop; must not throw. */
interface Holder {
    /** It is asked for, or will be once there is a connection. */
    void entering();

    /**
     * The server has confirmed it.
     *
     * @param info what it told of it; empty for nothing
     * @param members who is in, as far as it told
     */
    void entered(Payload info, List<String> members);

    /**
     * Who is in has changed: tells the application.
     *
     * @param members all who are in
     * @param news what changed
     */
    default void members(List<String> members, Roster.News news) {}

    /** The server said no, or nothing; nobody asks again for this holder's sake. */
    void refused(KeepwireException reason);

    /** It is wanted no more, by this holder or since the client has ended. */
    void ended();
}
