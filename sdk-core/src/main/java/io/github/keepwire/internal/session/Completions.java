// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.internal.delivery.Unheard;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.time.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Completes futures away from the loop, where whoever waits for them may do as they like. What one turn of the loop
 * completes goes out together, behind the publication of its statistics.
 */
final class Completions implements Executor {
    private final SerialLane lane;
    private List<Runnable> gathered = Collections.emptyList();

    Completions(Environment environment) {
        lane = new SerialLane(environment.executor(), environment.ticker());
    }

    /** Gathers a completion. Called on the loop. */
    @Override
    public void execute(Runnable completion) {
        if (gathered.isEmpty()) {
            gathered = new ArrayList<>();
        }
        gathered.add(completion);
    }

    /** Lets what was gathered go. Called on the loop, at the end of a turn. */
    void flush() {
        if (!gathered.isEmpty()) {
            List<Runnable> batch = gathered;
            gathered = Collections.emptyList();
            batch.removeIf(completion -> completion instanceof Unheard unheard && unheard.runUnheard());
            if (!batch.isEmpty()) {
                lane.execute(() -> batch.forEach(Runnable::run));
            }
        }
    }
}
