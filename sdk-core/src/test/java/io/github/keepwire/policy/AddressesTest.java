// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final URI FIRST = URI.create("wss://one.example.com/ws?token=secret");
    private static final URI SECOND = URI.create("wss://two.example.com/ws");

    @Test
    void addressesAreStickyAndStayByDefault() {
        Addresses addresses = Addresses.of(FIRST, SECOND);

        assertThat(addresses.all()).containsExactly(FIRST, SECOND);
        assertThat(addresses.order()).isEqualTo(Addresses.Order.STICKY);
        assertThat(addresses.coolDown()).isEqualTo(ofSeconds(10));
        assertThat(addresses.returnAfter()).isEmpty();
    }

    @Test
    void aChangeKeepsTheRest() {
        Addresses addresses =
                Addresses.of(FIRST, SECOND).coolDown(ofSeconds(3)).ordered().returnAfter(ofMinutes(2));

        assertThat(addresses.all()).containsExactly(FIRST, SECOND);
        assertThat(addresses.order()).isEqualTo(Addresses.Order.ORDERED);
        assertThat(addresses.coolDown()).isEqualTo(ofSeconds(3));
        assertThat(addresses.returnAfter()).contains(ofMinutes(2));
        assertThat(addresses.sticky().order()).isEqualTo(Addresses.Order.STICKY);
        assertThat(Addresses.of(FIRST).roundRobin().order()).isEqualTo(Addresses.Order.ROUND_ROBIN);
    }

    @Test
    void nobodyChangesTheList() {
        URI[] others = {SECOND};
        Addresses addresses = Addresses.of(FIRST, others);

        others[0] = FIRST;

        assertThat(addresses.all()).containsExactly(FIRST, SECOND);
        assertThatThrownBy(() -> addresses.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/ws",
                "/ws",
                "ws:/path",
                "mailto:ada@example.com",
                "wss://ada:hush@example.com/ws",
                "wss://example.com/ws#part"
            })
    void anAddressThatNoSocketCanUseIsRefused(String address) {
        URI uri = URI.create(address);

        assertThatThrownBy(() -> Addresses.of(FIRST, uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("address must be ws:// or wss:// with a host, without user info and fragment: ")
                .hasMessageNotContaining("hush");
    }

    @Test
    void anAddressIsThereOnce() {
        assertThatThrownBy(() -> Addresses.of(FIRST, SECOND, FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address is there twice: wss://one.example.com:443/ws");
    }

    @Test
    void roundRobinHasNoFirstToReturnTo() {
        Addresses returning = Addresses.of(FIRST, SECOND).returnAfter(ofMinutes(1));
        Addresses robin = Addresses.of(FIRST, SECOND).roundRobin();
        String message = "returnAfter is not for roundRobin, which prefers no address";

        assertThatThrownBy(returning::roundRobin)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> robin.returnAfter(ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void queriesAreNotTold() {
        assertThat(Addresses.of(FIRST, SECOND))
                .hasToString("STICKY [wss://one.example.com:443/ws, wss://two.example.com:443/ws]");
    }
}
