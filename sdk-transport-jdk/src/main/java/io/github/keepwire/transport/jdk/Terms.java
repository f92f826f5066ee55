// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;

/**
 * On which terms a link is opened.
 *
 * @param request where and how
 * @param listener who is told
 * @param environment timers and clocks
 * @param workers the transport's threads
 */
record Terms(LinkRequest request, Link.Listener listener, Environment environment, Workers workers) {}
