// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.cli;

import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another dialect, and somebody who hears the id of each message that it hands to the link, repeats included. */
record WatchedProtocol(Protocol inner, Consumer<String> watcher) implements Protocol {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Set<Protocol.Feature> features() {
        return inner.features();
    }

    @Override
    public MessageValidator validator() {
        return inner.validator();
    }

    @Override
    public Protocol forClient() {
        return new WatchedProtocol(inner.forClient(), watcher);
    }

    @Override
    public @Nullable String hint(LinkRequest request) {
        return inner.hint(request);
    }

    @Override
    public LinkRequest prepare(Protocol.ConnectContext context) {
        return inner.prepare(context);
    }

    @Override
    public Protocol.Session newSession(Protocol.SessionContext context) {
        return new WatchedSession(inner.newSession(context), watcher);
    }

    private record WatchedSession(Protocol.Session inner, Consumer<String> watcher) implements Protocol.Session {
        @Override
        public void opened(Instant wallTime, Effects out) {
            inner.opened(wallTime, out);
        }

        @Override
        public void received(Frame frame, Effects out) {
            inner.received(frame, out);
        }

        @Override
        public void encode(Command command, Effects out) {
            inner.encode(command, out);
            if (command instanceof Command.Send send) {
                watcher.accept(String.valueOf(send.message().id()));
            }
        }

        @Override
        public void answered(long ask, Effects.Answer answer, Effects out) {
            inner.answered(ask, answer, out);
        }

        @Override
        public void wake(long nowNanos, Effects out) {
            inner.wake(nowNanos, out);
        }

        @Override
        public void ended(Link.End end, Effects out) {
            inner.ended(end, out);
        }
    }
}
