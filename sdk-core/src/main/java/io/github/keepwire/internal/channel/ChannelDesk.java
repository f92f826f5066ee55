// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.channel;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The channels of one client that are subscribed to by name, with listeners of their own. For any thread, but for what says
 * otherwise. A {@link SubscriptionHandle} is the other way: a listener's own wish.
 */
public final class ChannelDesk {
    private final Channels channels;
    private final ScopeDesk.Line line;
    /** The channels that are subscribed to, or are about to be. Changed on the loop. */
    private final Map<Scope, Handle> handles = new ConcurrentHashMap<>();

    ChannelDesk(Channels channels, ScopeDesk.Line line) {
        this.channels = channels;
        this.line = line;
    }

    /**
     * Subscribes to a channel, now and after each reconnect.
     *
     * @param channel which
     * @return completes once the server has confirmed it
     */
    public CompletableFuture<Void> subscribe(Scope channel) {
        CompletableFuture<Void> subscribed = new CompletableFuture<>();
        line.loop().execute(() -> {
            Handle known = handles.get(channel);
            Handle handle = known == null ? new Handle(channel) : known;
            handle.await(subscribed);
            if (known == null) {
                handles.put(channel, handle);
                channels.want(channel, handle, line.nanos());
            }
            line.changed();
        });
        return subscribed;
    }

    /**
     * Ends that, and removes the channel's own listeners.
     *
     * @param channel which
     * @return completes once nothing of the channel is heard any more
     */
    public CompletableFuture<Void> unsubscribe(Scope channel) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        line.audience().scoped().removeAll(channel);
        line.loop().execute(() -> {
            Handle handle = handles.get(channel);
            if (handle != null) {
                channels.giveUp(channel, handle, line.nanos());
            }
            line.completions().execute(() -> ended.complete(null));
            line.changed();
        });
        return ended;
    }

    /**
     * Whether the server has confirmed a channel.
     *
     * @param channel which
     * @return true while it is subscribed to
     */
    public boolean isSubscribed(Scope channel) {
        Handle handle = handles.get(channel);
        return handle != null && handle.isIn;
    }

    /** One of them. Belongs to the loop, but for what can be asked. */
    private final class Handle implements Holder {
        private final Scope channel;
        private final Arrivals waiting = new Arrivals(line.completions());
        private volatile boolean isIn;

        Handle(Scope channel) {
            this.channel = channel;
        }

        void await(CompletableFuture<Void> waiter) {
            waiting.await(waiter);
            if (isIn) {
                waiting.answer(null);
            }
        }

        @Override
        public void entering() {
            isIn = false;
        }

        @Override
        public void entered(Payload info, List<String> members) {
            isIn = true;
            waiting.answer(null);
        }

        @Override
        public void refused(KeepwireException reason) {
            isIn = false;
            handles.remove(channel, this);
            waiting.answer(reason);
        }

        @Override
        public void ended() {
            refused(new KeepwireException(
                    ErrorCode.CANCELLED, channel + " was unsubscribed from before it was confirmed"));
        }
    }
}
