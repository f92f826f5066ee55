/**
 * What every implementation of a seam must do, as JUnit interfaces of default tests.
 *
 * <p>Implement {@link io.github.keepwire.testkit.contract.TransportContract} in a test class of a transport, and its
 * tests run. Start reading there.
 */
@NullMarked
package io.github.keepwire.testkit.contract;

import org.jspecify.annotations.NullMarked;
