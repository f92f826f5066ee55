// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

/** What happens to a message for which a bounded queue has no room. Each loss is told and counted. */
public enum Overflow {
    /** The new message is refused, with an error that says so. */
    REJECT,
    /** The oldest message of the least urgent priority makes room; what is on its way is never touched. */
    DROP_OLDEST,
    /** The new message is accepted and ends at once as evicted: for senders that must not see an error. */
    DROP_NEWEST,
    /** The new message waits for room, a bounded time and among a bounded number of waiters; no thread is blocked. */
    WAIT
}
