// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A dialect for tests: each frame is {@code type|id|payload}.
 *
 * <pre>
 *   welcome|id|data   the server's side of the handshake, for those who greet
 *   ack|id|payload    nack|id|why        of our messages
 *   bye||why          the dialect ends the link
 *   ask||             the dialect asks for a token and tells it: token||secret
 *   enter||a,#b       we want the channel a and the room b;  leave||a,#b  not any more
 *   in|a|info  out|a|  no|a|why   the server's answers;  made|#b|info  a room was created
 *   who|#b|x,y        came|#b|x   went|#b|x    members of a room
 *   on|a|payload      a message of type update on the channel a
 *   alarm||nanos      the dialect wants to be woken, and says: woke||
 * </pre>
 */
final class PipeDialect implements Protocol {
    /** The names of the methods called, in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** Runs in each method, first thing; may throw. */
    volatile Consumer<String> hook = method -> {};

    /** Whether the server answers what is wanted; if not, it is taken to be in once it is written. */
    boolean confirms = true;

    private final Set<Protocol.Feature> features;
    private final boolean greets;

    PipeDialect() {
        this(EnumSet.of(Protocol.Feature.ACKS, Protocol.Feature.CHANNELS, Protocol.Feature.ROOMS), false);
    }

    private PipeDialect(Set<Protocol.Feature> features, boolean greets) {
        this.features = features;
        this.greets = greets;
    }

    /** Its handshake takes a {@code hello} of ours and a {@code welcome} of the server. */
    static PipeDialect greeting() {
        return new PipeDialect(EnumSet.of(Protocol.Feature.ACKS), true);
    }

    static PipeDialect withoutAcks() {
        return new PipeDialect(EnumSet.noneOf(Protocol.Feature.class), false);
    }

    /** Knows how to tell a fresh token: {@code renew||secret}. */
    static PipeDialect renewing() {
        return new PipeDialect(EnumSet.of(Protocol.Feature.ACKS, Protocol.Feature.TOKEN_RENEWAL), false);
    }

    void called(String method) {
        calls.add(method);
        hook.accept(method);
    }

    /** Makes one method throw. */
    void breakAt(String method, RuntimeException thrown) {
        hook = name -> {
            if (name.equals(method)) {
                throw thrown;
            }
        };
    }

    /** Makes one method throw an error. */
    void breakAt(String method, Error thrown) {
        hook = name -> {
            if (name.equals(method)) {
                throw thrown;
            }
        };
    }

    @Override
    public String name() {
        return "pipe";
    }

    @Override
    public Set<Protocol.Feature> features() {
        return features;
    }

    @Override
    public LinkRequest prepare(Protocol.ConnectContext context) {
        called("prepare");
        return context.token() == null
                ? context.request()
                : context.request().toBuilder()
                        .header("Authorization", "Bearer " + context.token().reveal())
                        .build();
    }

    @Override
    public Protocol.Session newSession(Protocol.SessionContext context) {
        called("newSession");
        return new PipeSession(this, context.codec(), greets);
    }
}
