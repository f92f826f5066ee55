/**
 * A bad network for tests: a TCP proxy on loopback that cuts, stalls, loses, delays and throttles when the test says so.
 *
 * <p>It knows nothing of WebSocket: it copies bytes. Each connection is two
 * pumps, one for each direction, which ask that direction's valve about every chunk. Start reading at
 * {@link io.github.keepwire.testkit.proxy.FaultProxy}.
 */
@NullMarked
package io.github.keepwire.testkit.proxy;

import org.jspecify.annotations.NullMarked;
