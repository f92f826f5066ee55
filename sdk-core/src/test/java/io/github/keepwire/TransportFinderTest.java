// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportFinderTest {
    @Test
    void theOnlyOneIsFound() {
        Transport jdk = named("jdk");

        assertThat(TransportFinder.only(List.of(jdk))).isSameAs(jdk);
        verify(jdk, never()).close();
    }

    @Test
    void noneIsAnErrorThatNamesTheArtifacts() {
        assertThatThrownBy(() -> TransportFinder.only(List.of()))
                .isInstanceOfSatisfying(
                        KeepwireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_TRANSPORT))
                .hasMessageContaining("keepwire-transport-jdk")
                .hasMessageContaining("keepwire-transport-okhttp")
                .hasMessageContaining("builder.transport(..)");
    }

    @Test
    void twoAreAnErrorThatNamesBothAndClosesBoth() {
        Transport jdk = named("jdk");
        Transport okhttp = named("okhttp");

        assertThatThrownBy(() -> TransportFinder.only(List.of(jdk, okhttp)))
                .isInstanceOf(KeepwireException.class)
                .hasMessageContaining("jdk and okhttp")
                .hasMessageContaining("keepwire-transport-jdk");
        verify(jdk).close();
        verify(okhttp).close();
    }

    @Test
    void theCoreAloneFindsNone() {
        assertThatThrownBy(() -> RealtimeClient.builder(URI.create("ws://h")).build())
                .isInstanceOf(KeepwireException.class)
                .hasMessageStartingWith("no transport found");
    }

    private static Transport named(String name) {
        Transport transport = mock(Transport.class);
        when(transport.name()).thenReturn(name);
        return transport;
    }
}
