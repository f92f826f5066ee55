// SPDX-License-Identifier: Apache-2.0
/**
 * The connection: a pure state machine, and the loop that does what it says.
 *
 * <pre>
 *   SessionMachine   decides: state x input -> next state, acts
 *   Connection       does: one client's loop, its deliveries, its one link at a time
 *   LinkLife         one life of a link: opening, protocol, frames both ways, liveness
 * </pre>
 *
 * <p>What needs no link has rooms of its own below: token, retry, liveness, meter. Used by the front door. Start reading
 * at {@link io.github.keepwire.internal.session.Connection}.
 */
@NullMarked
package io.github.keepwire.internal.session;

import org.jspecify.annotations.NullMarked;
