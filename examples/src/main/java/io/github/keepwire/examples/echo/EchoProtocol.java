// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.echo;

import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.util.Collections;
import java.util.Set;

/**
 * The dialect of a server that has none: whatever comes is a {@code message}, and what is sent is the payload alone.
 *
 * <pre>
 * frame {"a":1}     message with the payload {"a":1}
 * frame hello       message with the payload "hello"
 * binary frame      message with the payload {"base64":".."}
 * </pre>
 *
 * <p>A type, an id and a sender have no place on such a wire; neither have acknowledgements.
 */
public final class EchoProtocol implements Protocol {
    /** The type of everything that comes. */
    public static final String TYPE = "message";

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Set<Protocol.Feature> features() {
        return Collections.emptySet();
    }

    @Override
    public LinkRequest prepare(Protocol.ConnectContext context) {
        if (context.token() == null) {
            return context.request();
        }
        return context.request().toBuilder()
                .header("Authorization", "Bearer " + context.token().reveal())
                .build();
    }

    @Override
    public Protocol.Session newSession(Protocol.SessionContext context) {
        return new EchoSession(context.codec());
    }
}
