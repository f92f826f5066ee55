// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.transport.Transport;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServiceLoaderTest {
    @Test
    void theTransportIsFoundOnThePath() {
        getClass().getModule().addUses(Transport.class);

        assertThat(ServiceLoader.load(Transport.class).stream().map(ServiceLoader.Provider::type))
                .containsOnlyOnce(JdkTransport.class);
    }
}
