// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Registration;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.internal.event.ListenerList;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One subscription of the application: what it sees of a {@link Wish}. */
final class SubscriptionHandle implements Subscription, Holder {
    private final Scope scope;
    private final ScopeDesk desk;
    private final Registration listener;
    private final ListenerList<Change> changes = new ListenerList<>();
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private volatile State state = State.SUBSCRIBING;
    private volatile @Nullable KeepwireException refusal;

    SubscriptionHandle(Scope scope, ScopeDesk desk, Registration listener) {
        this.scope = scope;
        this.desk = desk;
        this.listener = listener;
    }

    Scope scope() {
        return scope;
    }

    // any thread

    @Override
    public String channel() {
        return scope.name();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Optional<KeepwireException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public CompletableFuture<Void> confirmed() {
        return confirmed.thenApply(nothing -> null);
    }

    @Override
    public Registration onState(Consumer<Change> observer) {
        return changes.add(requireNonNull(observer, "listener"));
    }

    @Override
    public void close() {
        listener.close();
        desk.end(this);
    }

    @Override
    public String toString() {
        return "subscription to " + scope + ": " + state;
    }

    // on the loop

    @Override
    public void entering() {
        change(State.SUBSCRIBING, null);
    }

    @Override
    public void entered(Payload info, List<String> members) {
        change(State.ACTIVE, null);
        desk.complete(() -> confirmed.complete(null));
    }

    @Override
    public void refused(KeepwireException reason) {
        refusal = reason;
        over(State.REFUSED, reason);
    }

    @Override
    public void ended() {
        refusal = null;
        over(State.ENDED, new KeepwireException(ErrorCode.CLOSED, "the subscription to " + scope + " has ended"));
    }

    private void over(State last, KeepwireException reason) {
        listener.close();
        change(last, last == State.REFUSED ? reason : null);
        desk.complete(() -> confirmed.completeExceptionally(reason));
    }

    private void change(State next, @Nullable KeepwireException reason) {
        if (state != next) {
            state = next;
            desk.report(changes, new Change(scope.name(), next, reason));
        }
    }
}
