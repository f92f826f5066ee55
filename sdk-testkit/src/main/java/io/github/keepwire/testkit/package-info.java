/**
 * Peers and recorders for tests: a polite WebSocket server, a rude one, a proxy, certificates, a real environment.
 *
 * <p>Everything listens on loopback at a port of the machine's choice, runs on daemon threads, and waits for conditions
 * under a deadline instead of sleeping. Start reading at {@link io.github.keepwire.testkit.RawPeer}.
 */
@NullMarked
package io.github.keepwire.testkit;

import org.jspecify.annotations.NullMarked;
