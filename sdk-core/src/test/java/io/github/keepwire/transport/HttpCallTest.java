// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {
    private static final URI ADDRESS = URI.create("https://example.com/token?key=secret");

    @Test
    void aGetHasNoBody() {
        HttpCall call = HttpCall.get(ADDRESS);

        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.uri()).isEqualTo(ADDRESS);
        assertThat(call.body()).isNull();
        assertThat(call.headers()).isEmpty();
        assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aPostSaysWhatItsBodyIs() {
        HttpCall call = HttpCall.post(ADDRESS, "application/json", "{}");

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.body()).isEqualTo("{}");
        assertThat(call.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void aChangedCallIsAnother() {
        HttpCall call = HttpCall.get(ADDRESS);

        HttpCall changed = call.withHeader("X-A", "1").withTimeout(Duration.ofSeconds(1));

        assertThat(call.headers()).isEmpty();
        assertThat(changed.headers()).containsEntry("X-A", "1");
        assertThat(changed.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> changed.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aHeaderReplacesTheOneOfTheSameNameInWhateverLetters() {
        HttpCall call = HttpCall.post(ADDRESS, "text/plain", "").withHeader("content-type", "application/json");

        assertThat(call.headers()).hasSize(1).containsValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://example.com/", "example.com", "https:/path", "file:///etc/passwd"})
    void anAddressThatIsNotHttpIsRefused(URI address) {
        assertThatThrownBy(() -> HttpCall.get(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri must begin with http:// or https:// and name a host");
    }

    @Test
    void userInfoIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> HttpCall.get(URI.create("https://user:hunter2@example.com/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aTimeoutThatIsNotPositiveIsNamed() {
        assertThatThrownBy(() -> HttpCall.get(ADDRESS).withTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be positive: PT0S");
    }

    @Test
    void theTextOfACallTellsNoSecret() {
        assertThat(HttpCall.post(ADDRESS, "text/plain", "secret")).hasToString("POST https://example.com:443/token");
    }

    @Test
    void headersOfAReplyAreFoundInWhateverLetters() {
        Map<String, String> headers = new HashMap<>(Map.of("Retry-After", "7"));
        HttpCall.Reply reply = new HttpCall.Reply(503, headers, "secret");
        headers.clear();

        assertThat(reply.header("retry-after")).contains("7");
        assertThat(reply.header("other")).isEmpty();
        assertThat(reply).hasToString("HTTP status 503");
    }
}
