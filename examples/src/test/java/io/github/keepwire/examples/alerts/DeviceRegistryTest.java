// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.examples.alerts.DeviceRegistry.Device;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeviceRegistryTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final DeviceRegistry registry = new DeviceRegistry(3, MINUTE, clock);

    private void pass(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }

    @Test
    void knowsDevicesByTheSideTheyPlay() {
        registry.register("camera_1", DeviceInfo.camera("hall"));
        registry.register("monitor_1", DeviceInfo.monitor("office"));
        registry.register("camera_2", DeviceInfo.camera("attic"));

        assertThat(registry.devices(Mode.CCTV)).extracting(Device::id).containsExactly("camera_1", "camera_2");
        assertThat(registry.devices(Mode.MONITOR)).extracting(Device::id).containsExactly("monitor_1");
        assertThat(registry.devices()).hasSize(3);
    }

    @Test
    void aDeviceThatComesBackIsNotNewAndTellsOfItselfAgain() {
        assertThat(registry.register("camera_1", DeviceInfo.camera("hall"))).isTrue();
        pass(Duration.ofSeconds(10));
        assertThat(registry.register("camera_1", DeviceInfo.camera("attic"))).isFalse();

        assertThat(registry.devices())
                .containsExactly(new Device("camera_1", DeviceInfo.camera("attic"), NOON.plusSeconds(10)));
    }

    @Test
    void aDeviceThatIsHeardIsThere() {
        registry.register("camera_1", DeviceInfo.camera("hall"));
        registry.register("camera_2", DeviceInfo.camera("attic"));

        pass(MINUTE);
        registry.heard("camera_1");
        pass(Duration.ofMillis(1));

        assertThat(registry.devices())
                .containsExactly(new Device("camera_1", DeviceInfo.camera("hall"), NOON.plus(MINUTE)));
    }

    @Test
    void aDeviceThatWasForgottenIsNewAgain() {
        registry.register("camera_1", DeviceInfo.camera("hall"));
        pass(MINUTE.plusMillis(1));

        registry.heard("camera_1");
        assertThat(registry.devices()).isEmpty();
        assertThat(registry.register("camera_1", DeviceInfo.camera("hall"))).isTrue();
    }

    @Test
    void whoHasNotToldOfItselfIsNotKnown() {
        registry.heard("stranger");

        assertThat(registry.devices()).isEmpty();
    }

    @Test
    void beyondTheirNumberTheOneSilentForLongestIsForgotten() {
        for (String id : List.of("a", "b", "c")) {
            registry.register(id, DeviceInfo.camera("hall"));
            pass(Duration.ofSeconds(1));
        }
        registry.heard("a");
        pass(Duration.ofSeconds(1));

        registry.register("d", DeviceInfo.camera("hall"));

        assertThat(registry.devices()).extracting(Device::id).containsExactly("a", "c", "d");
    }

    @Test
    void whatItAnswersDoesNotChange() {
        registry.register("a", DeviceInfo.camera("hall"));
        List<Device> before = registry.devices();

        registry.register("b", DeviceInfo.camera("hall"));

        assertThat(before).hasSize(1);
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void needsRoomAndTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceRegistry(0, MINUTE, clock))
                .withMessage("most must be positive: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceRegistry(1, Duration.ZERO, clock))
                .withMessage("silence must be positive: PT0S");
    }
}
