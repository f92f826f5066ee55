// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/** A dialect under a glass: counts what it is asked to send, and may be told to answer otherwise. */
final class WatchedProtocol implements Protocol {
    private final Protocol real;
    /** How often a message was to be encoded. */
    int sends;
    /** Answers in the dialect's place, or null. */
    Consumer<Effects> onSend;

    private Session latest;

    WatchedProtocol(Protocol real) {
        this.real = real;
    }

    /** Shows the latest session a frame, from within one of its own calls. */
    void hear(String frame, Effects out) {
        latest.received(Frame.text(frame), out);
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Set<Feature> features() {
        return real.features();
    }

    @Override
    public LinkRequest prepare(ConnectContext context) {
        return real.prepare(context);
    }

    @Override
    public Session newSession(SessionContext context) {
        latest = real.newSession(context);
        return new Watched(latest);
    }

    private final class Watched implements Session {
        private final Session session;

        Watched(Session session) {
            this.session = session;
        }

        @Override
        public void encode(Command command, Effects out) {
            if (command instanceof Command.Send) {
                sends++;
                if (onSend != null) {
                    onSend.accept(out);
                    return;
                }
            }
            session.encode(command, out);
        }

        @Override
        public void opened(Instant wallTime, Effects out) {
            session.opened(wallTime, out);
        }

        @Override
        public void received(Frame frame, Effects out) {
            session.received(frame, out);
        }

        @Override
        public void answered(long ask, Effects.Answer answer, Effects out) {
            session.answered(ask, answer, out);
        }

        @Override
        public void wake(long nowNanos, Effects out) {
            session.wake(nowNanos, out);
        }

        @Override
        public void ended(Link.End end, Effects out) {
            session.ended(end, out);
        }
    }
}
