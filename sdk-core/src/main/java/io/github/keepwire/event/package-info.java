// SPDX-License-Identifier: Apache-2.0
/**
 * What a client reports, and how one listens: listeners, registrations, states and the records that events are.
 *
 * <pre>
 *   family of events   heard by                                what it is
 *   connection         onState                                 StateChange, with the session's id at OPEN
 *   room               onRoom                                  RoomEvent: JOINING, JOINED, LEFT, REFUSED, CREATED, members
 *   message            onAny; on, once of a client or a part   Message
 *   outgoing           onSending                               Message, when it is handed to the link
 *   session            onSnapshot                              ClientSnapshot: session, channels, rooms
 *   error              onError                                 ErrorEvent
 *   custom             on, once with the type                  Message, or its payload as an object
 *   of channels        Subscription.onState                    Subscription.Change
 *   of earlier sends   onOutcome                               Outcome.Event
 * </pre>
 *
 * <p>Listeners of one family are called in the order of their registration, and may register and remove any listener.
 *
 * <p>Values and small interfaces; any room above may use them. Start reading at
 * {@link io.github.keepwire.event.Registration}.
 */
@NullMarked
package io.github.keepwire.event;

import org.jspecify.annotations.NullMarked;
