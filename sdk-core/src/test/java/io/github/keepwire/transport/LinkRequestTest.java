// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRequestTest {
    private static final URI ADDRESS = URI.create("wss://example.com/ws?token=secret");

    @Test
    void theDefaultsAreThoseOfTheTable() {
        LinkRequest request = builder().build();

        assertThat(request.uri()).isEqualTo(ADDRESS);
        assertThat(request.handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(request.writeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(request.closeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(request.maxMessageBytes()).isEqualTo(1 << 20);
        assertThat(request.headers()).isEmpty();
        assertThat(request.subprotocols()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/, 'uri must begin with ws:// or wss://, not http'",
        "example.com, 'uri must begin with ws:// or wss://, not '",
        "ws:/path, uri must name a host",
        "ws://example.com/#top, uri must not have a fragment: ws://example.com:80/"
    })
    void anAddressThatIsNoneIsNamed(URI address, String message) {
        assertThatThrownBy(() -> LinkRequest.builder(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void userInfoInAnAddressIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> LinkRequest.builder(URI.create("ws://user:hunter2@example.com/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user info")
                .hasMessageContaining("example.com:80")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://h", "WSS://h/", "ws://127.0.0.1:1/x", "ws://[::1]:8080/x?a=b"})
    void addressesOfWebSocketsAreTaken(URI address) {
        assertThat(LinkRequest.builder(address).build().uri()).isEqualTo(address);
    }

    @ParameterizedTest
    @MethodSource("durations")
    void aTimeoutThatIsNotPositiveIsNamed(
            String name, BiFunction<LinkRequest.Builder, Duration, LinkRequest.Builder> setter) {
        assertThatThrownBy(() -> setter.apply(builder(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be positive: PT0S");
        assertThatThrownBy(() -> setter.apply(builder(), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be positive: PT-0.001S");
    }

    static Stream<Object[]> durations() {
        return Stream.of(
                duration("handshakeTimeout", LinkRequest.Builder::handshakeTimeout),
                duration("writeTimeout", LinkRequest.Builder::writeTimeout),
                duration("closeTimeout", LinkRequest.Builder::closeTimeout));
    }

    private static Object[] duration(
            String name, BiFunction<LinkRequest.Builder, Duration, LinkRequest.Builder> setter) {
        return new Object[] {name, Named.of("setter", setter)};
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aLimitThatIsNotPositiveIsNamed(int bytes) {
        assertThatThrownBy(() -> builder().maxMessageBytes(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxMessageBytes must be positive: " + bytes);
    }

    @Test
    void aHeaderReplacesTheOneOfTheSameName() {
        LinkRequest request = builder()
                .header("X-A", "1")
                .header("X-B", "2")
                .header("X-A", "3")
                .build();

        assertThat(request.headers()).hasSize(2).containsEntry("X-A", "3").containsEntry("X-B", "2");
    }

    @Test
    void aHeaderReplacesTheOneOfTheSameNameInOtherLetters() {
        LinkRequest request = builder()
                .header("Authorization", "old")
                .header("authorization", "new")
                .build();

        assertThat(request.headers()).hasSize(1).containsValue("new");
    }

    @Test
    void aRequestCanBeTakenUpAgain() {
        LinkRequest request = builder()
                .header("X-A", "1")
                .subprotocols(List.of("a", "b"))
                .handshakeTimeout(Duration.ofSeconds(1))
                .writeTimeout(Duration.ofSeconds(2))
                .closeTimeout(Duration.ofSeconds(3))
                .maxMessageBytes(4)
                .build();

        LinkRequest copy = request.toBuilder().build();

        assertThat(copy).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void whatIsBuiltDoesNotChangeAnyMore() {
        List<String> names = new ArrayList<>(List.of("a"));
        LinkRequest.Builder builder = builder().subprotocols(names).header("X-A", "1");
        LinkRequest request = builder.build();

        names.add("b");
        builder.header("X-B", "2").subprotocols(List.of());

        assertThat(request.subprotocols()).containsExactly("a");
        assertThat(request.headers()).containsOnlyKeys("X-A");
        assertThatThrownBy(() -> request.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.subprotocols().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theTextOfARequestTellsNoSecret() {
        LinkRequest request = builder().header("Authorization", "Bearer secret").build();

        assertThat(request).hasToString("link request to wss://example.com:443/ws");
    }

    private static LinkRequest.Builder builder() {
        return LinkRequest.builder(ADDRESS);
    }
}
