// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.testing.ManualTime;
import io.github.keepwire.time.Environment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFormTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PayloadCodec CODEC = new JacksonCodec();

    private final ManualTime time = new ManualTime(1);
    private final StoredForm form = formAt(START);

    @Test
    void everythingComesBack() throws IOException {
        Message message = Message.builder("blueAlert")
                .id("id-1")
                .sender(Identity.of("camera_1", "Hall \u00e9\uD83D\uDE00"))
                .timestamp(Instant.parse("2025-12-31T23:59:59.123456789Z"))
                .scopes(List.of(
                        Scope.channel("status"),
                        Scope.room("hall"),
                        Scope.room("hall").in(Scope.channel("chat"))))
                .payload(Payload.ofJson("{\"text\":\"gr\u00fc\u00dfe \uD83D\uDE00\"}", CODEC))
                .build();
        SendOptions options = SendOptions.acked(Duration.ofMillis(1500))
                .maxAttempts(7)
                .priority(Priority.HIGH)
                .key("hall")
                .timeToLive(ofMinutes(5));

        Outgoing back = form.read(form.write(new Outgoing(message, options, 5, now())));

        assertThat(back.message().type()).isEqualTo("blueAlert");
        assertThat(back.message().id()).isEqualTo("id-1");
        assertThat(back.message().sender()).isEqualTo(message.sender());
        assertThat(back.message().timestamp()).isEqualTo(message.timestamp());
        assertThat(back.message().payload().json()).isEqualTo(message.payload().json());
        assertThat(back.message().scopes()).isEqualTo(message.scopes());
        assertThat(back.message().payload().field("text")).isEqualTo("gr\u00fc\u00dfe \uD83D\uDE00");
        assertThat(back.options().ackTimeout()).contains(Duration.ofMillis(1500));
        assertThat(back.options().maxAttempts()).hasValue(7);
        assertThat(back.lane()).isEqualTo(new Lane.Key(Priority.HIGH, "hall", false));
        assertThat(back.expiresAt()).isEqualTo(now() + ofMinutes(5).toNanos());
        assertThat(back.bytes()).isEqualTo(23);
    }

    @Test
    void theLeastThereCanBeComesBack() throws IOException {
        Outgoing back = form.read(form.write(new Outgoing(
                Message.builder("x").id("1").build(), SendOptions.queued().priority(Priority.LOW), 2, now())));

        assertThat(back.message().sender()).isNull();
        assertThat(back.message().timestamp()).isNull();
        assertThat(back.message().payload().json()).isEqualTo("{}");
        assertThat(back.isAcked()).isFalse();
        assertThat(back.expiresAt()).isEqualTo(Alarm.NEVER);
        assertThat(back.lane()).isEqualTo(new Lane.Key(Priority.LOW, "", false));
    }

    @Test
    void aWaitWithoutEndComesBack() throws IOException {
        Duration forEver = ChronoUnit.FOREVER.getDuration();

        Outgoing back = form.read(form.write(message(SendOptions.acked(forEver).timeToLive(forEver))));

        assertThat(back.options().ackTimeout()).contains(forEver);
        assertThat(back.expiresAt()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void theTimeAwayIsTakenOffTheTimeToLive() throws IOException {
        byte[] bytes = form.write(message(SendOptions.queued().timeToLive(ofMinutes(5))));
        time.advance(ofDays(3));

        Outgoing back = formAt(START.plus(ofMinutes(2))).read(bytes);

        assertThat(back.expiresAt()).isEqualTo(now() + ofMinutes(3).toNanos());
        assertThat(back.since()).isEqualTo(now() - ofMinutes(2).toNanos());
        assertThat(formAt(START.plus(ofMinutes(5))).read(bytes).isExpired(now()))
                .isTrue();
        assertThat(formAt(START.plus(ofDays(400_000))).read(bytes).isExpired(now()))
                .isTrue();
    }

    @Test
    void aClockThatWentBackwardsGivesNoExtraTime() throws IOException {
        byte[] bytes = form.write(message(SendOptions.queued().timeToLive(ofMinutes(5))));

        Outgoing back = formAt(START.minus(ofDays(1000))).read(bytes);

        assertThat(back.expiresAt()).isEqualTo(now() + ofMinutes(5).toNanos());
        assertThat(back.since()).isEqualTo(now());
    }

    @Test
    void anEndThatIsCutOffIsGarbage() {
        byte[] bytes = form.write(message(SendOptions.acked(ofSeconds(1)).timeToLive(ofSeconds(5))));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> form.read(cut)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> form.read(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("follows its end");
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] bytes = form.write(message(SendOptions.queued()));
        bytes[0] = 9;

        assertThatThrownBy(() -> form.read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version is 9");
    }

    /** Flipped bytes give another message or an error of the one kind; nothing else, and no giant array. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageNeverThrowsAnythingElse(long seed) {
        Random random = new Random(seed);
        byte[] good = form.write(
                message(SendOptions.acked(ofSeconds(1)).timeToLive(ofSeconds(5)).key("k")));
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = good.clone();
            if (round % 5 == 0) {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            }
            for (int flips = random.nextInt(8); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            readOrReport(bytes);
        }
    }

    private void readOrReport(byte[] bytes) {
        try {
            assertThat(form.read(bytes)).isNotNull();
        } catch (IOException garbage) {
            assertThat(garbage).hasMessageNotContaining("secret");
        }
    }

    private Outgoing message(SendOptions options) {
        Message message = Message.builder("x")
                .id("1")
                .sender(Identity.of("me", "Me"))
                .timestamp(START)
                .payload(Payload.ofJson("{\"secret\":1}", CODEC))
                .build();
        return new Outgoing(message, options, 2, now());
    }

    private long now() {
        return time.environment().ticker().nanos();
    }

    private StoredForm formAt(Instant wallTime) {
        Environment environment = time.environment().toBuilder()
                .wallClock(Clock.fixed(wallTime, ZoneOffset.UTC))
                .build();
        return new StoredForm(CODEC, environment);
    }
}
