// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes when a test says so. */
final class ManualTimer implements Timer {
    private record Planned(long atNanos, Runnable task) {}

    private final List<Planned> planned = new ArrayList<>();
    private long now;

    @Override
    public Handle schedule(Duration delay, Runnable task) {
        Planned plan = new Planned(now + delay.toNanos(), task);
        planned.add(plan);
        return () -> planned.remove(plan);
    }

    void pass(Duration time) {
        long end = now + time.toNanos();
        Optional<Planned> next = due(end);
        while (next.isPresent()) {
            planned.remove(next.get());
            now = next.get().atNanos();
            next.get().task().run();
            next = due(end);
        }
        now = end;
    }

    private Optional<Planned> due(long end) {
        return planned.stream().filter(plan -> plan.atNanos() <= end).min(Comparator.comparingLong(Planned::atNanos));
    }

    int waiting() {
        return planned.size();
    }

    Environment environment() {
        return Environment.builder()
                .timer(this)
                .ticker(() -> now)
                .executor(Runnable::run)
                .build();
    }
}
