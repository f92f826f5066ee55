// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that do not live as long as the client. */
@ParameterizedClass
@EnumSource(Platform.class)
class TokenFaultsTest {
    private final Platform platform;
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();

    TokenFaultsTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void eachAttemptOfAnOutageShowsATokenOfItsOwn() {
        try (RawPeer peer = RawPeer.start(this::readyAtFirstAndFromTheFourthOn);
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> b.token(this::issue))
                        .opened()) {
            RawConnection first = peer.connection();
            first.rst();
            witness.await(ConnectionState.OPEN, 2);

            assertThat(bearer(first)).isEqualTo("Bearer token-1");
            assertThat(bearer(peer.connection())).isEqualTo("Bearer token-2");
            assertThat(bearer(peer.connection())).isEqualTo("Bearer token-3");
            assertThat(bearer(peer.connection())).isEqualTo("Bearer token-4");
            assertThat(issued).as("nor one more").hasValue(4);
            assertThat(witness.attempts()).hasSize(3);
        }
    }

    private void readyAtFirstAndFromTheFourthOn(RawConnection connection) {
        int number = handshakes.incrementAndGet();
        boolean ready = number == 1 || number >= 4;
        (ready ? Greeting.accept() : Greeting.status(503)).greet(connection);
    }

    private static String bearer(RawConnection connection) {
        return connection.head().header("Authorization").orElse("none");
    }

    private CompletableFuture<Token> issue() {
        return CompletableFuture.completedFuture(Token.of("token-" + issued.incrementAndGet()));
    }
}
