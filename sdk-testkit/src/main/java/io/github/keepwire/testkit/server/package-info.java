/**
 * A dev server that plays the other side: on loopback, in the test's own process, scripted by the test.
 *
 * <p>For tests and for trying things out; nothing here belongs in production. A server is a
 * {@link io.github.keepwire.testkit.server.Behavior} plus scripted refusals. Start reading at
 * {@link io.github.keepwire.testkit.server.DevServer}.
 */
@NullMarked
package io.github.keepwire.testkit.server;

import org.jspecify.annotations.NullMarked;
