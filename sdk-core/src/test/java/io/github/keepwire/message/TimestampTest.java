// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024-01-15T10:30:00Z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00.5Z, 2024-01-15T10:30:00.5Z",
        "2024-01-15T10:30:00.123456789Z, 2024-01-15T10:30:00.123456789Z",
        "2024-01-15T10:30:00.000000001Z, 2024-01-15T10:30:00.000000001Z",
        "2024-01-15T10:30Z, 2024-01-15T10:30:00Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
        "2024-01-15t10:30:00z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00+05:30, 2024-01-15T05:00:00Z",
        "2024-01-15T10:30:00.25-05:00, 2024-01-15T15:30:00.25Z",
        "2024-01-15T10:30:00+01:00[Europe/Berlin], 2024-01-15T09:30:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.5Z"
    })
    void aTextWithAZoneMeansTheSameEverywhere(String text, Instant expected) {
        assertThat(read(text, ZoneOffset.UTC)).isEqualTo(expected);
        assertThat(read(text, ZoneId.of("America/New_York"))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "2024-01-15T10:30:00, Z, 2024-01-15T10:30:00Z",
        "2024-01-15T10:30:00.123, +02:00, 2024-01-15T08:30:00.123Z",
        "2024-01-15T00:30:00, +02:00, 2024-01-14T22:30:00Z",
        "2024-01-15T10:30, +02:00, 2024-01-15T08:30:00Z",
        "2024-07-15T10:30:00, Europe/Berlin, 2024-07-15T08:30:00Z",
        "2024-01-15T10:30:00, Europe/Berlin, 2024-01-15T09:30:00Z"
    })
    void aTextWithoutAZoneIsReadInTheSettings(String text, ZoneId zone, Instant expected) {
        assertThat(read(text, zone)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2024-01-15",
                "10:30:00Z",
                "2024-01-15T24:30:00Z",
                "2024-01-15T10:60:00Z",
                "2024-01-15T10:30:60Z",
                "2024-13-01T10:30:00Z",
                "2024-02-30T10:30:00Z",
                "2023-02-29T10:30:00Z",
                "2024-00-00T10:30:00Z",
                "2024-01-15T10:30:00.1234567890Z",
                "2024-01-15T10:30:00,5Z",
                "2024-01-15T10:30:00.-12Z",
                "2024-01-15T1\u0660:30:00Z",
                "+024-01-15T10:30:00Z",
                "2024-01-15T10:30:00ZZ",
                "2024-01-15 10:30:00Z"
            })
    void whatIsNoTimestampIsNone(String text) {
        assertThat(read(text, ZoneOffset.UTC)).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theFastReaderAgreesWithTheJdk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            long second = random.nextLong(-62_167_219_200L, 253_402_300_800L);
            Instant instant = Instant.ofEpochSecond(second, nanos(random));

            assertThat(IsoForm.read(instant.toString(), ZoneOffset.UTC))
                    .as(instant.toString())
                    .isEqualTo(instant);
        }
    }

    @Test
    void aTimestampIsReadOnce() {
        Timestamp timestamp = Timestamp.ofText("2024-01-15T10:30:00", ZoneOffset.UTC);

        assertThat(timestamp.instant()).isSameAs(timestamp.instant());
    }

    @Test
    void anHourThatASwitchOfClocksSkipsIsMovedAsTheJdkDoes() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(read("2024-03-31T02:30:00", berlin))
                .isEqualTo(LocalDateTime.parse("2024-03-31T02:30:00")
                        .atZone(berlin)
                        .toInstant());
    }

    private static int nanos(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1_000;
            default -> random.nextInt(1_000_000_000);
        };
    }

    private static Instant read(String text, ZoneId zone) {
        return Timestamp.ofText(text, zone).instant();
    }
}
