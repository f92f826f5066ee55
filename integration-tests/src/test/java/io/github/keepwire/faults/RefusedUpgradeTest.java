// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer the handshake with an HTTP status: most are believed, some are asked again. */
@ParameterizedClass
@EnumSource(Platform.class)
class RefusedUpgradeTest {
    private static final Duration SERVERS_WAIT = ofSeconds(1);

    private final Platform platform;
    private final AtomicInteger tokens = new AtomicInteger();

    RefusedUpgradeTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void unauthorizedIsAskedOnceMoreWithAFreshTokenAndThenBelieved() {
        try (RawPeer peer = RawPeer.start(Greeting.status(401));
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> b.token(this::nextToken))) {
            StateChange failed = witness.asked().await(ConnectionState.FAILED);

            ConnectionException error = Witness.why(failed, ErrorCode.AUTHENTICATION_REFUSED);
            assertThat(error.httpStatus()).contains(401);
            assertThat(error).hasMessageContaining("localhost:" + peer.port()).hasMessageNotContaining("fresh-");
            assertThat(bearer(peer.connection())).isEqualTo("Bearer fresh-1");
            assertThat(bearer(peer.connection())).isEqualTo("Bearer fresh-2");
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void unauthorizedIsNoLossOnceTheFreshTokenIsRight() {
        Greeting picky = connection -> {
            if (tokens.get() < 2) {
                Greeting.status(401).greet(connection);
            } else {
                Greeting.accept().greet(connection);
            }
        };
        try (RawPeer peer = RawPeer.start(picky);
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> b.token(this::nextToken))
                        .opened()) {
            assertThat(witness.attempts()).hasSize(1);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void forbiddenAndNotFoundAreBelievedAtOnce(int status) {
        try (RawPeer peer = RawPeer.start(Greeting.status(status));
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> b.token(this::nextToken))) {
            ConnectionException error = (ConnectionException)
                    witness.asked().await(ConnectionState.FAILED).error();

            assertThat(error.httpStatus()).contains(status);
            assertThat(error).hasMessageContaining("localhost:" + peer.port());
            assertThat(witness.states()).containsExactly("IDLE -> CONNECTING", "CONNECTING -> FAILED");
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302})
    void whatIsNoWebSocketEndpointIsSaidToBeNoneAndNotFollowed(int status) {
        try (RawPeer elsewhere = RawPeer.start();
                RawPeer peer = RawPeer.start(
                        Greeting.status(status, "Location: http://localhost:" + elsewhere.port() + "/ws"));
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {})) {
            StateChange failed = witness.asked().await(ConnectionState.FAILED);

            ConnectionException error = Witness.why(failed, ErrorCode.HANDSHAKE_REFUSED);
            assertThat(error).hasMessageContaining("localhost:" + peer.port()).hasMessageContaining("not a WebSocket");
            assertThat(peer.accepted()).isEqualTo(1);
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aServerThatAsksForAWaitGetsItAndUpToASecondMore(int status) {
        Greeting busyAtFirst = first(Greeting.status(status, "Retry-After: " + SERVERS_WAIT.toSeconds()));
        try (RawPeer peer = RawPeer.start(busyAtFirst);
                Witness witness = Witness.of(platform, peer.uri("/ws"), b -> {})) {
            long start = System.nanoTime();
            witness.opened();
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            StateChange refused = witness.await(ConnectionState.RECONNECTING);
            assertThat(Witness.why(refused, ErrorCode.HANDSHAKE_REFUSED).httpStatus())
                    .contains(status);
            assertThat(refused.next().delay()).isBetween(SERVERS_WAIT, SERVERS_WAIT.plusSeconds(1));
            assertThat(took).isGreaterThanOrEqualTo(SERVERS_WAIT);
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(RetryAfter.class)
    void aWaitIsReadInBothFormsCappedAndWhereItMakesNoSenseIgnored(RetryAfter asked) {
        Greeting busy = Greeting.status(503, "Retry-After: " + asked.header());
        try (RawPeer peer = RawPeer.start(busy);
                Witness witness = Witness.of(
                        platform, peer.uri("/ws"), b -> b.reconnect(Witness.BRIEFLY.retryAfterAtMost(ofSeconds(60))))) {
            StateChange refused = witness.asked().await(ConnectionState.RECONNECTING);

            assertThat(refused.next().delay()).isBetween(asked.least, asked.most);
        }
    }

    /** What a server may ask for, and what it gets. */
    enum RetryAfter {
        SECONDS("7", ofSeconds(7), ofSeconds(8)),
        BEYOND_THE_CAP("86400", ofSeconds(60), ofSeconds(61)),
        BEYOND_ALL_NUMBERS("99999999999999999999999", ofSeconds(60), ofSeconds(61)),
        NEGATIVE("-5", Witness.DELAY, Witness.DELAY),
        NONSENSE("soon", Witness.DELAY, Witness.DELAY),
        DATE_BEYOND_THE_CAP("", ofSeconds(60), ofSeconds(61)) {
            @Override
            String header() {
                return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusDays(1));
            }
        },
        DATE_IN_THE_PAST("Wed, 21 Oct 2015 07:28:00 GMT", Witness.DELAY, ofSeconds(1));

        private final String header;
        private final Duration least;
        private final Duration most;

        RetryAfter(String header, Duration least, Duration most) {
            this.header = header;
            this.least = least;
            this.most = most;
        }

        String header() {
            return header;
        }
    }

    private static Greeting first(Greeting greeting) {
        AtomicInteger calls = new AtomicInteger();
        return connection -> (calls.incrementAndGet() == 1 ? greeting : Greeting.accept()).greet(connection);
    }

    private static String bearer(RawConnection connection) {
        return connection.head().header("Authorization").orElse("none");
    }

    private CompletableFuture<Token> nextToken() {
        return CompletableFuture.completedFuture(Token.of("fresh-" + tokens.incrementAndGet()));
    }
}
