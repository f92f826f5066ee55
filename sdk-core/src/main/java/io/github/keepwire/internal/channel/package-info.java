// SPDX-License-Identifier: Apache-2.0
/**
 * What is wanted of a server against what it has confirmed: subscriptions and rooms, replayed after each reconnect.
 */
@NullMarked
package io.github.keepwire.internal.channel;

import org.jspecify.annotations.NullMarked;
