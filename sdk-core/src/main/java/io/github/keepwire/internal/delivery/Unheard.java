// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

/** A completion that need not wake the completion lane as long as nobody waits for it. */
public interface Unheard extends Runnable {
    /**
     * Does it in place, if nobody waits for it. Called on the loop.
     *
     * @return false if somebody does, and nothing was done
     */
    boolean runUnheard();
}
