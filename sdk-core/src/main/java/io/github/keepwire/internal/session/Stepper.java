// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.internal.retry.RetryPlan;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the state machine one input at a time, lets its acts be performed in order, and tells what changes. An input that
 * comes while acts are performed waits for its turn.
 *
 * <p>Belongs to the loop; only {@link #visible()} may be asked by any thread.
 */
final class Stepper {
    private final BiConsumer<Act, SessionMachine.Step> performer;
    private final Consumer<StateChange> onChange;
    private final Supplier<@Nullable String> sessionId;
    private final ArrayDeque<SessionInput> inputs = new ArrayDeque<>();
    private boolean stepping;
    private SessionState state = SessionState.INITIAL;
    private volatile ConnectionState visible = ConnectionState.IDLE;

    Stepper(
            BiConsumer<Act, SessionMachine.Step> performer,
            Consumer<StateChange> onChange,
            Supplier<@Nullable String> sessionId) {
        this.performer = performer;
        this.onChange = onChange;
        this.sessionId = sessionId;
    }

    SessionState state() {
        return state;
    }

    ConnectionState visible() {
        return visible;
    }

    void input(SessionInput input) {
        inputs.add(input);
        if (stepping) {
            return;
        }
        stepping = true;
        try {
            for (SessionInput next = inputs.poll(); next != null; next = inputs.poll()) {
                perform(SessionMachine.step(state, next));
            }
        } finally {
            stepping = false;
        }
    }

    private void perform(SessionMachine.Step step) {
        ConnectionState before = state.visible();
        state = step.next();
        ConnectionState after = state.visible();
        visible = after;
        StateChange.Attempt next = attempt(step.plan());
        if (before != after || (next != null && after == ConnectionState.RECONNECTING)) {
            String session = after == ConnectionState.OPEN ? sessionId.get() : null;
            onChange.accept(new StateChange(before, after, step.reason(), step.error(), next, session));
        }
        for (Act act : step.acts()) {
            performer.accept(act, step);
        }
    }

    private static StateChange.@Nullable Attempt attempt(@Nullable RetryPlan plan) {
        return plan == null ? null : new StateChange.Attempt(plan.attempt(), plan.delay());
    }
}
