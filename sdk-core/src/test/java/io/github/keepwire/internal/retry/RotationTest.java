// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.retry;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.time.Dice;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    private static final URI A = URI.create("wss://a.example.com/ws");
    private static final URI B = URI.create("wss://b.example.com/ws");
    private static final URI C = URI.create("wss://c.example.com/ws");
    private static final Addresses ABC = Addresses.of(A, B, C);

    /** The ticker may have any origin, and pass from positive to negative readings. */
    private static final long ORIGIN = Long.MAX_VALUE - ofMinutes(1).toNanos();

    private long now = ORIGIN;

    @ParameterizedTest
    @EnumSource(Addresses.Order.class)
    void oneAddressIsTriedAgainAndAgain(Addresses.Order order) {
        Rotation rotation = rotation(inOrder(Addresses.of(A), order));

        assertThat(rotation.next(now)).isEqualTo(A);
        rotation.failed(A, now);
        assertThat(rotation.next(now)).isEqualTo(A);
        later(3);
        rotation.worked(A, now);
        assertThat(rotation.next(now)).isEqualTo(A);
    }

    @Test
    void stickyStaysWithTheOneThatWorkedLast() {
        Rotation rotation = rotation(ABC);

        fails(rotation, A);
        works(rotation, B);

        later(3_600);
        assertThat(rotation.next(now)).isEqualTo(B);
    }

    @Test
    void stickyGoesOnBehindTheOneThatFailed() {
        Rotation rotation = rotation(ABC);
        fails(rotation, A);
        works(rotation, B);
        later(3_600);

        fails(rotation, B);

        assertThat(rotation.next(now)).isEqualTo(C);
    }

    @Test
    void orderedGoesBackToTheFirstOnceItHasCooledDown() {
        Rotation rotation = rotation(ABC.ordered());
        fails(rotation, A);
        works(rotation, B);

        later(9);
        assertThat(rotation.next(now)).isEqualTo(B);
        later(1);
        assertThat(rotation.next(now)).isEqualTo(A);
    }

    @Test
    void orderedPrefersTheEarlierOfThoseThatAreLeft() {
        Rotation rotation = rotation(ABC.ordered());

        fails(rotation, A);
        fails(rotation, B);

        assertThat(rotation.next(now)).isEqualTo(C);
    }

    @Test
    void roundRobinGoesRound() {
        Rotation rotation = new Rotation(ABC.roundRobin(), () -> -1); // the highest roll: begins behind the last one

        assertThat(rotation.next(now)).isEqualTo(A);
        assertThat(rotation.next(now)).isEqualTo(B);
        assertThat(rotation.next(now)).isEqualTo(C);
        assertThat(rotation.next(now)).isEqualTo(A);
    }

    @Test
    void roundRobinLeavesOutWhatCoolsDown() {
        Rotation rotation = new Rotation(ABC.roundRobin(), () -> -1);
        works(rotation, A);
        fails(rotation, B);
        works(rotation, C);
        works(rotation, A);

        assertThat(rotation.next(now)).isEqualTo(C);
        later(10);
        assertThat(rotation.next(now)).isEqualTo(A);
        assertThat(rotation.next(now)).isEqualTo(B);
    }

    @Test
    void roundRobinBeginsAnywhere() {
        SplittableRandom random = new SplittableRandom(1);
        int[] begun = new int[3];
        for (int client = 0; client < 3_000; client++) {
            URI first = new Rotation(ABC.roundRobin(), random::nextLong).next(now);
            begun[ABC.all().indexOf(first)]++;
        }

        for (int count : begun) {
            assertThat(count).isBetween(900, 1_100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 60, 3_600})
    void aRowOfFailuresTriesEachAddressInTurnWhateverTheDelay(int secondsBetween) {
        for (Addresses.Order order : Addresses.Order.values()) {
            Rotation rotation = rotation(inOrder(ABC, order));
            Set<URI> tried = new HashSet<>();
            for (int attempt = 1; attempt <= 12; attempt++) {
                URI uri = rotation.next(now);
                rotation.failed(uri, now);
                later(secondsBetween);

                assertThat(tried.add(uri)).as("%s, attempt %d", order, attempt).isTrue();
                if (tried.size() == 3) {
                    tried.clear();
                }
            }
        }
    }

    @Test
    void anAddressThatWorksIsNoLongerCoolingDown() {
        Rotation rotation = rotation(ABC.ordered());
        rotation.failed(A, now);

        rotation.worked(A, now);

        assertThat(rotation.next(now)).isEqualTo(A);
    }

    @Test
    void withoutAReturnPolicyNothingIsDue() {
        Rotation rotation = rotation(ABC);
        fails(rotation, A);
        works(rotation, B);

        assertThat(rotation.returnDue()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void theReturnIsDueSoLongAfterTheFirstWasLeft() {
        Rotation rotation = rotation(ABC.returnAfter(ofMinutes(5)));
        assertThat(rotation.returnDue()).isEqualTo(Alarm.NEVER);
        works(rotation, A);
        assertThat(rotation.returnDue()).isEqualTo(Alarm.NEVER);
        fails(rotation, A);
        later(5);
        works(rotation, B);
        long due = now + ofMinutes(5).toNanos();

        assertThat(rotation.returnDue()).isEqualTo(due);
        later(299);
        assertThat(rotation.next(now)).isEqualTo(B);
        works(rotation, B);
        assertThat(rotation.returnDue()).as("a blip does not put it off").isEqualTo(due);
        later(1);
        assertThat(rotation.next(now)).isEqualTo(A);
        works(rotation, A);
        assertThat(rotation.returnDue()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void aReturnThatFailsIsDueAgainLater() {
        Rotation rotation = rotation(ABC.returnAfter(ofMinutes(5)));
        fails(rotation, A);
        works(rotation, B);
        later(300);

        fails(rotation, A);

        assertThat(rotation.returnDue()).isEqualTo(now + ofMinutes(5).toNanos());
        works(rotation, B);
        assertThat(rotation.returnDue()).isEqualTo(now + ofMinutes(5).toNanos());
    }

    @Test
    void theReturnWaitsUntilTheFirstHasCooledDown() {
        Rotation rotation =
                rotation(ABC.coolDown(ofMinutes(10)).returnAfter(ofMinutes(5)).ordered());
        fails(rotation, A);
        works(rotation, B);

        assertThat(rotation.returnDue()).isEqualTo(now + ofMinutes(10).toNanos());
    }

    @Test
    void aStrangersAddressIsRefused() {
        Rotation rotation = rotation(ABC);
        URI stranger = URI.create("wss://elsewhere.example.com");

        assertThatThrownBy(() -> rotation.worked(stranger, now)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotation.failed(stranger, now)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Addresses.Order.class)
    void nothingThatIsOutIsTriedWhileSomethingElseIsLeft(Addresses.Order order) {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rotation rotation = new Rotation(inOrder(ABC, order), random::nextLong);
            Health health = new Health(ABC);
            for (int attempt = 0; attempt < 60; attempt++) {
                URI uri = rotation.next(now);
                assertThat(health.allows(uri, now))
                        .as("seed %d, attempt %d", seed, attempt)
                        .isTrue();
                if (random.nextInt(3) == 0) {
                    rotation.worked(uri, now);
                    health.worked(uri);
                } else {
                    rotation.failed(uri, now);
                    health.failed(uri, now);
                }
                later(random.nextInt(20));
            }
        }
    }

    private void fails(Rotation rotation, URI expected) {
        assertThat(rotation.next(now)).isEqualTo(expected);
        rotation.failed(expected, now);
    }

    private void works(Rotation rotation, URI expected) {
        assertThat(rotation.next(now)).isEqualTo(expected);
        rotation.worked(expected, now);
    }

    private void later(int seconds) {
        now += ofSeconds(seconds).toNanos();
    }

    private static Rotation rotation(Addresses addresses) {
        Dice lowest = () -> 0;
        return new Rotation(addresses, lowest);
    }

    private static Addresses inOrder(Addresses addresses, Addresses.Order order) {
        return switch (order) {
            case STICKY -> addresses.sticky();
            case ORDERED -> addresses.ordered();
            case ROUND_ROBIN -> addresses.roundRobin();
        };
    }

    /** What the class promises, told another way: the history of failures, looked through each time. */
    private static final class Health {
        private record Failure(URI uri, long at, int row) {}

        private final Addresses addresses;
        private final ArrayList<Failure> failures = new ArrayList<>();
        private int row;

        private Health(Addresses addresses) {
            this.addresses = addresses;
        }

        void worked(URI uri) {
            row++;
            failures.removeIf(failure -> failure.uri.equals(uri));
        }

        void failed(URI uri, long now) {
            failures.removeIf(failure -> failure.uri.equals(uri));
            failures.add(new Failure(uri, now, row));
        }

        boolean allows(URI uri, long now) {
            Set<URI> out = new HashSet<>();
            for (Failure failure : failures) {
                boolean cooling = now - failure.at < addresses.coolDown().toNanos();
                if (cooling || failure.row == row) {
                    out.add(failure.uri);
                }
            }
            boolean allOut = out.size() == addresses.all().size();
            return allOut ? failures.get(0).uri.equals(uri) : !out.contains(uri);
        }
    }
}
