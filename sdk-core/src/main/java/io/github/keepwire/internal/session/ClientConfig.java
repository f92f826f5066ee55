// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.delivery.SendRules;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a connection is made of.
 *
 * @param wire how to reach the server, and in which words
 * @param party who we are
 * @param rules what messages must keep to
 * @param sending how many messages may wait on their way out, and where
 * @param upkeep how the connection is kept up
 * @param environment time, chance and threads
 */
public record ClientConfig(
        Wire wire, Party party, Rules rules, SendRules sending, Upkeep upkeep, Environment environment) {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConfig.class);

    /**
     * How the connection is kept up.
     *
     * @param addresses where the server may be found
     * @param reconnect whether and when a lost connection is opened again
     * @param heartbeat how a silent one is noticed
     */
    public record Upkeep(Addresses addresses, Reconnect reconnect, Heartbeat heartbeat) {}

    /**
     * How to reach the server, and in which words.
     *
     * @param transport what opens links
     * @param ownsTransport whether it is closed with the client
     * @param protocol the dialect
     * @param request headers, limits and deadlines; each attempt has an address of its own
     */
    public record Wire(Transport transport, boolean ownsTransport, Protocol protocol, LinkRequest request) {
        /** Closes the transport, if it is nobody else's. */
        void closeOwned() {
            try {
                if (ownsTransport) {
                    transport.close();
                }
            } catch (RuntimeException e) {
                LOG.warn("{} threw while it was closed", transport.name(), e);
            }
        }
    }

    /**
     * Who we are.
     *
     * @param identity our name
     * @param tokens what lets us in, or null
     * @param refresh when a token is renewed
     * @param codec what reads and writes payloads
     */
    public record Party(
            Identity identity, @Nullable TokenProvider tokens, TokenProvider.Refresh refresh, PayloadCodec codec) {}

    /**
     * What messages must keep to.
     *
     * @param validator what is allowed, in and out
     * @param filter what is wanted of what comes in
     * @param inboundLimit how fast each sender may be, or null
     * @param inbox how much may wait for the listeners
     * @param history where missed messages are fetched, or null
     */
    public record Rules(
            MessageValidator validator,
            MessageFilter filter,
            @Nullable RateLimit inboundLimit,
            Inbox inbox,
            Recovery.@Nullable History history) {}
}
