// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.event.Registration;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.internal.event.Audience;
import io.github.keepwire.internal.event.ListenerList;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Subscriptions and rooms of one client, as its front door sees them: takes wishes from any thread to the loop. What becomes
 * of them is decided by {@link Channels}.
 */
public final class ScopeDesk {
    /** What wishes need of the connection. */
    public interface Line {
        /**
         * What everything of the client runs on.
         *
         * @return the loop
         */
        Executor loop();

        /**
         * Where futures are completed.
         *
         * @return an executor that keeps the order; for the loop only
         */
        Executor completions();

        /**
         * Who listens.
         *
         * @return the client's audience
         */
        Audience audience();

        /**
         * What time it is.
         *
         * @return the ticker's reading
         */
        long nanos();

        /**
         * A channel or room is not wanted any more.
         *
         * @param scope which
         */
        void gone(Scope scope);

        /** Something was asked of the server, or there is something new to wait for. */
        void changed();
    }

    private final Channels channels;
    private final RoomDesk rooms;
    private final ChannelDesk subscriptions;
    private final Line line;

    /**
     * Makes the desk of a client.
     *
     * @param features what the dialect can do
     * @param line the connection
     */
    public ScopeDesk(Set<Protocol.Feature> features, Line line) {
        this.channels = new Channels(features, line::gone);
        this.rooms = new RoomDesk(channels, line);
        this.subscriptions = new ChannelDesk(channels, line);
        this.line = line;
    }

    /**
     * What decides.
     *
     * @return what belongs to the loop
     */
    public Channels channels() {
        return channels;
    }

    /**
     * Where rooms are joined and left.
     *
     * @return the desk for rooms
     */
    public RoomDesk rooms() {
        return rooms;
    }

    /**
     * Where channels are subscribed to that have listeners of their own.
     *
     * @return the desk for them
     */
    public ChannelDesk subscriptions() {
        return subscriptions;
    }

    /**
     * Subscribes to a channel.
     *
     * @param channel its name
     * @param listener the application's listener
     * @param call how to call it
     * @return the subscription
     * @throws IllegalArgumentException if the name cannot travel
     */
    public Subscription subscribe(String channel, Object listener, Consumer<Message> call) {
        Scope scope = Scope.channel(channel);
        Registration registration =
                line.audience().subscribed().add(scope, listeners -> listeners.addAny(listener, call));
        SubscriptionHandle handle = new SubscriptionHandle(scope, this, registration);
        onLoop(() -> channels.want(scope, handle, line.nanos()));
        return handle;
    }

    void end(SubscriptionHandle handle) {
        onLoop(() -> {
            channels.giveUp(handle.scope(), handle, line.nanos());
            if (handle.state() == Subscription.State.REFUSED) {
                handle.ended();
            }
        });
    }

    private void onLoop(Runnable change) {
        line.loop().execute(() -> {
            change.run();
            line.changed();
        });
    }

    // for the handles, on the loop

    void complete(Runnable completion) {
        line.completions().execute(completion);
    }

    <E> void report(ListenerList<E> listeners, E event) {
        line.audience().report(listeners, event);
    }
}
