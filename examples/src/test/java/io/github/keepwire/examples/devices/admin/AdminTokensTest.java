// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.examples.cli.TransportChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A token provider that fails costs the call, and tells nothing. */
class AdminTokensTest {
    static Stream<Arguments> providers() {
        IllegalStateException telltale = new IllegalStateException(AdminStage.SECRET + " was revoked");
        Token old = Token.of(AdminStage.SECRET).expiresAt(Instant.EPOCH);
        return Stream.of(
                provider("failed with IllegalStateException", () -> {
                    throw telltale;
                }),
                provider("failed with IllegalStateException", () -> CompletableFuture.failedFuture(telltale)),
                provider("failed with NullPointerException", () -> null),
                provider("answered null", () -> CompletableFuture.completedFuture(null)),
                provider("did not answer within PT0.2S", CompletableFuture::new),
                provider("brought a token that has expired", () -> CompletableFuture.completedFuture(old)));
    }

    private static Arguments provider(String fault, TokenProvider provider) {
        return Arguments.of(fault, provider);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void withoutATokenNothingIsAsked(String fault, TokenProvider provider) {
        try (var stage = AdminStage.over(TransportChoice.JDK)) {
            AdminClient admin = stage.admin().withToken(provider).withTimeout(Duration.ofMillis(200));

            AdminException error = AdminStage.failure(admin.performanceData(Map.of()));

            assertThat(error.code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
            assertThat(error).hasMessageEndingWith("was not asked: the token provider " + fault);
            assertThat(stage.server().getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void aFutureOfTheProviderIsLeftAlone() {
        CompletableFuture<Token> never = new CompletableFuture<>();
        try (var stage = AdminStage.over(TransportChoice.JDK)) {
            AdminStage.failure(stage.admin()
                    .withToken(() -> never)
                    .withTimeout(Duration.ofMillis(50))
                    .stats());

            assertThat(never).isNotDone();
        }
    }
}
