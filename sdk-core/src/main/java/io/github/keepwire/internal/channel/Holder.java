// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Payload;

/** Somebody who wants a scope, and is told how the wish stands. Called on the loop; must not throw. */
interface Holder {
    /** It is asked for, or will be once there is a connection. */
    void entering();

    /** The server has confirmed it, and told something of it, or nothing: then that is empty. */
    void entered(Payload info);

    /** The server said no, or nothing; nobody asks again for this holder's sake. */
    void refused(KeepwireException reason);

    /** It is wanted no more, by this holder or since the client has ended. */
    void ended();
}
