// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import org.junit.jupiter.api.Timeout;

/**
 * What every {@link io.github.keepwire.transport.Transport} must do, against real sockets on loopback.
 *
 * <pre>{@code
 * class JdkTransportTest implements TransportContract {
 *     @Override
 *     public Transport transport(Transport.Settings settings) {
 *         return JdkTransport.create(settings);
 *     }
 * }
 * }</pre>
 *
 * <p>Every test also checks what holds always: the listener's calls come one at a time, nothing comes without demand,
 * the end is told once and last, and no error holds a secret of the request. Where a
 * {@link io.github.keepwire.transport.Transport.Capability} decides, the test asserts one thing with it and another without.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface TransportContract
        extends OpeningContract,
                RefusalContract,
                MessageContract,
                PingContract,
                InvalidFrameContract,
                PressureContract,
                CrowdContract,
                PeerCloseContract,
                CloseContract,
                AbortContract,
                LossContract,
                TlsContract,
                ProxyContract,
                HttpContract,
                HttpFailureContract,
                LifecycleContract {}
