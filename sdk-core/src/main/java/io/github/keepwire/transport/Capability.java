// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

/** What some WebSocket implementations can do and others cannot. */
public enum Capability {
    /** A message over the limit is refused while it arrives, before all of it is in memory. */
    LIMITS_INBOUND_BEFORE_ASSEMBLY,
    /** The end of the TCP stream is always noticed. Without it, the client probes a silent link. */
    SEES_END_OF_STREAM,
    /** Text that is not UTF-8 ends the link, as RFC 6455 section 8.1 asks. Without it, replacement characters arrive. */
    REJECTS_INVALID_UTF8,
    /** Messages may be compressed (RFC 7692) where the server agrees. */
    COMPRESSION
}
