// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import static java.util.Comparator.comparing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which devices are there: what each has told of itself, and when it was heard last, by our own clock.
 *
 * <pre>{@code
 * client.on("deviceRegister", DeviceInfo.class, (info, message) -> registry.register(message.sender().id(), info));
 * client.onAny(message -> registry.heard(message.sender().id()));
 * }</pre>
 *
 * <p>A device that is silent for longer than a time is forgotten; beyond a number, the one that has been silent longest is:
 * names come from the wire, and nobody shall fill us up. Safe for use by any thread; what it answers does not change.
 */
final class DeviceRegistry {
    private final int most;
    private final Duration silence;
    private final Clock clock;
    private final Map<String, Device> devices = new LinkedHashMap<>();

    /**
     * A device that is there.
     *
     * @param id its id
     * @param info what it has told of itself
     * @param lastSeen when it was heard last
     */
    record Device(String id, DeviceInfo info, Instant lastSeen) {}

    /** Remembers at most so many devices, each for so long after it was heard. */
    DeviceRegistry(int most, Duration silence, Clock clock) {
        if (most <= 0) {
            throw new IllegalArgumentException("most must be positive: " + most);
        }
        if (silence.isZero() || silence.isNegative()) {
            throw new IllegalArgumentException("silence must be positive: " + silence);
        }
        this.most = most;
        this.silence = silence;
        this.clock = clock;
    }

    /** Notes a device, or what is new about it; true if it was not there. */
    synchronized boolean register(String id, DeviceInfo info) {
        forgetSilent();
        boolean isNew = devices.put(id, new Device(id, info, clock.instant())) == null;
        if (devices.size() > most) {
            devices.values().stream()
                    .min(comparing(Device::lastSeen))
                    .ifPresent(longest -> devices.remove(longest.id()));
        }
        return isNew;
    }

    /** Notes that a device is alive; one that has not told of itself stays unknown. */
    synchronized void heard(String id) {
        forgetSilent();
        devices.computeIfPresent(id, (same, device) -> new Device(id, device.info(), clock.instant()));
    }

    synchronized boolean knows(String id) {
        forgetSilent();
        return devices.containsKey(id);
    }

    /** The devices that are there, in the order in which they came. */
    synchronized List<Device> devices() {
        forgetSilent();
        return List.copyOf(devices.values());
    }

    /** Those of them that play a side. */
    List<Device> devices(Mode mode) {
        List<Device> some = new ArrayList<>(devices());
        some.removeIf(device -> device.info().mode() != mode);
        return List.copyOf(some);
    }

    private void forgetSilent() {
        Instant oldest = clock.instant().minus(silence);
        devices.values().removeIf(device -> device.lastSeen().isBefore(oldest));
    }
}
