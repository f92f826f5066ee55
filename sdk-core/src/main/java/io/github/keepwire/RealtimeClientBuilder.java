// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.delivery.SendRules;
import io.github.keepwire.internal.delivery.Stamper;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.internal.json.JsonLimits;
import io.github.keepwire.internal.loop.SystemEnvironment;
import io.github.keepwire.internal.session.ClientConfig;
import io.github.keepwire.internal.session.Connection;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RealtimeClient}; everything but the address has a default. Not safe for use by several threads. */
public final class RealtimeClientBuilder {
    private final Addresses addresses;
    private final LinkRequest.Builder request;
    private Reconnect reconnect = Reconnect.defaults();
    private Protocol protocol = JsonDialect.deviceEnvelope();
    private Identity identity = Identity.ANONYMOUS;
    private JacksonCodec mapping = new JacksonCodec();
    private Heartbeat heartbeat = Heartbeat.defaults();
    private MessageFilter filter = MessageFilter.everything();
    private Environment environment = SystemEnvironment.shared();
    private Outbox outbox = Outbox.inMemory();
    private Inbox inbox = Inbox.defaults();
    private @Nullable RateLimit inboundLimit;
    private Recovery.@Nullable History history;
    private @Nullable RateLimit rateLimit;
    private @Nullable MessageValidator validator;
    private @Nullable TokenProvider tokens;
    private TokenProvider.Refresh refresh = TokenProvider.Refresh.defaults();
    private @Nullable Transport transport;

    RealtimeClientBuilder(URI uri) {
        request = LinkRequest.builder(uri);
        addresses = Addresses.of(uri);
    }

    RealtimeClientBuilder(Addresses addresses) {
        this.addresses = addresses;
        request = LinkRequest.builder(addresses.all().get(0));
    }

    /**
     * Sets the dialect that the server speaks; {@link JsonDialect#deviceEnvelope()} by default.
     *
     * @param value the dialect
     * @return this builder
     */
    public RealtimeClientBuilder protocol(Protocol value) {
        protocol = requireNonNull(value, "protocol");
        return this;
    }

    /**
     * Sets the transport. By default the one on the class path or module path is found, and closed with the client; one that
     * is passed here may serve many clients, and stays its owner's to close.
     *
     * @param value the transport
     * @return this builder
     */
    public RealtimeClientBuilder transport(Transport value) {
        transport = requireNonNull(value, "transport");
        return this;
    }

    /**
     * Says who the client is; anonymous by default.
     *
     * @param value the identity
     * @return this builder
     */
    public RealtimeClientBuilder identity(Identity value) {
        identity = requireNonNull(value, "identity");
        return this;
    }

    /**
     * Sets where tokens come from; none by default. Asked again for every attempt to connect. A client whose token goes to
     * another machine over {@code ws://}, where anybody on the way can read it, logs one warning.
     *
     * @param value the provider
     * @return this builder
     */
    public RealtimeClientBuilder token(TokenProvider value) {
        tokens = requireNonNull(value, "token");
        return this;
    }

    /**
     * Sets when the token of an open connection is renewed; 60 s before the expiry of one that tells it, by default.
     *
     * @param value the policy
     * @return this builder
     */
    public RealtimeClientBuilder tokenRefresh(TokenProvider.Refresh value) {
        refresh = requireNonNull(value, "tokenRefresh");
        return this;
    }

    /**
     * Sets a header of the handshake; one of the same name is replaced.
     *
     * @param name an HTTP token
     * @param value printable ASCII
     * @return this builder
     * @throws IllegalArgumentException if either is not; the message never holds the value
     */
    public RealtimeClientBuilder header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /**
     * Offers subprotocols, the preferred one first; none by default.
     *
     * @param names HTTP tokens
     * @return this builder
     */
    public RealtimeClientBuilder subprotocols(List<String> names) {
        request.subprotocols(names);
        return this;
    }

    /**
     * Sets how long the handshake may take; 10 s by default.
     *
     * @param value a positive duration
     * @return this builder
     */
    public RealtimeClientBuilder handshakeTimeout(Duration value) {
        request.handshakeTimeout(value);
        return this;
    }

    /**
     * Sets the largest message accepted from the server; 1 MiB by default. A larger one ends the connection. The limits on JSON
     * follow it: as long as a message may be, as long may a string in it be. A {@linkplain #validator validator} has a limit of its
     * own, both ways; what an {@linkplain #outbox outbox} holds is bounded too.
     *
     * @param bytes a positive number of bytes
     * @return this builder
     */
    public RealtimeClientBuilder maxMessageBytes(int bytes) {
        request.maxMessageBytes(bytes);
        return this;
    }

    /**
     * Sets how the connection is kept alive; every 30 s, answered within 10 s, by default.
     *
     * @param value the heartbeat
     * @return this builder
     */
    public RealtimeClientBuilder heartbeat(Heartbeat value) {
        heartbeat = requireNonNull(value, "heartbeat");
        return this;
    }

    /**
     * Sets whether and when a lost connection is opened again; {@link Reconnect#defaults()} by default: after 1 s, 2 s, 4 s ..
     * 30 s with full jitter, without end.
     *
     * @param value the policy
     * @return this builder
     */
    public RealtimeClientBuilder reconnect(Reconnect value) {
        reconnect = requireNonNull(value, "reconnect");
        return this;
    }

    /**
     * Sets the rules for messages in both directions; the dialect's by default.
     *
     * @param value the rules
     * @return this builder
     */
    public RealtimeClientBuilder validator(MessageValidator value) {
        validator = requireNonNull(value, "validator");
        return this;
    }

    /**
     * Sets which messages reach the listeners; all by default.
     *
     * @param value the filter
     * @return this builder
     */
    public RealtimeClientBuilder filter(MessageFilter value) {
        filter = requireNonNull(value, "filter");
        return this;
    }

    /**
     * Sets how many messages may wait to be sent, what happens to those beyond, and whether they survive the client; in
     * memory, 1 000 messages and 16 MiB, {@code REJECT}, by default.
     *
     * @param value the outbox
     * @return this builder
     */
    public RealtimeClientBuilder outbox(Outbox value) {
        outbox = requireNonNull(value, "outbox");
        return this;
    }

    /**
     * Sets how much may wait for listeners, and what happens beyond; 1 024 messages and 4 MiB, then the socket is paused, by
     * default.
     *
     * @param value the inbox
     * @return this builder
     */
    public RealtimeClientBuilder inbox(Inbox value) {
        inbox = requireNonNull(value, "inbox");
        return this;
    }

    /**
     * Sets where missed messages are fetched, for a dialect whose server numbers its messages; none by default: then a gap is only
     * told. A gap of more than 10 000 numbers is not fetched. While one is, the messages behind it wait, of all channels
     * 1 000 and 4 MiB at most: beyond that the gap is told, and they go on. What is fetched passes validator and filter, and no
     * {@link #inboundLimit}; an answer that is larger than what the {@link #inbox} holds loses messages to it, as
     * {@code INBOX_FULL} tells.
     *
     * @param value the server's history
     * @return this builder
     */
    public RealtimeClientBuilder history(Recovery.History value) {
        history = requireNonNull(value, "history");
        return this;
    }

    /**
     * Sets how fast messages may go out, counted for each sender's id; no limit by default. Every transmission takes a permit;
     * heartbeats and whatever the dialect writes by itself take none. Beyond the limit messages wait in the outbox
     * ({@code HOLD}), or are refused or dropped when they are sent; volatile ones never wait, and are dropped. After an outage
     * what has gathered goes no faster either.
     *
     * @param value the limit, kept for each sender
     * @return this builder
     */
    public RealtimeClientBuilder rateLimit(RateLimit value) {
        rateLimit = requireNonNull(value, "rateLimit");
        return this;
    }

    /**
     * Sets how fast each sender's messages may come in; no limit by default. Beyond it, messages are dropped and counted, or,
     * where the limit holds, the socket is paused until there may be another one; what was under way then is delivered.
     *
     * @param value the limit, kept for each sender
     * @return this builder
     */
    public RealtimeClientBuilder inboundLimit(RateLimit value) {
        inboundLimit = requireNonNull(value, "inboundLimit");
        return this;
    }

    /**
     * Sets what reads and writes payloads, where the default is not enough: modules, naming, visibility. The mapper is
     * copied; Keepwire's limits on foreign JSON are laid on the copy.
     *
     * @param mapper the application's mapper
     * @return this builder
     */
    public RealtimeClientBuilder objectMapper(ObjectMapper mapper) {
        mapping = new JacksonCodec(requireNonNull(mapper, "mapper"));
        return this;
    }

    /**
     * Sets what runs the client's own work; shared daemon threads by default. It must not be a single thread that listeners
     * block, and is never shut down by Keepwire.
     *
     * @param value the executor
     * @return this builder
     */
    public RealtimeClientBuilder executor(Executor value) {
        environment = environment.toBuilder().executor(value).build();
        return this;
    }

    /**
     * Sets what runs listeners; shared daemon threads by default. Never shut down by Keepwire.
     *
     * @param value the executor
     * @return this builder
     */
    public RealtimeClientBuilder callbackExecutor(Executor value) {
        environment = environment.toBuilder().callbackExecutor(value).build();
        return this;
    }

    /**
     * Sets time, chance and threads together; the machine's by default. Tests pass the environment of {@code ManualTime}.
     *
     * @param value the environment
     * @return this builder
     */
    public RealtimeClientBuilder environment(Environment value) {
        environment = requireNonNull(value, "environment");
        return this;
    }

    /**
     * Builds a client that is idle. With an outbox in a store, the store is opened first, which may block; what an earlier
     * life left there is sent once the client is connected.
     *
     * @return the client
     * @throws IllegalArgumentException if there is a {@link #history}, and the dialect numbers no messages
     * @throws KeepwireException with {@code NO_TRANSPORT} if no transport was given, and none or several are found; the
     *     message names the artifacts; with {@code STORE_FAILED} if the store is used by another client, or cannot be used
     */
    public RealtimeClient build() {
        if (history != null && !protocol.features().contains(Protocol.Feature.NUMBERS)) {
            throw new IllegalArgumentException(
                    "history would never be asked: the dialect " + protocol.name() + " numbers no messages");
        }
        Transport chosen = transport == null ? TransportFinder.find() : transport;
        boolean binary = protocol.features().contains(Protocol.Feature.BINARY);
        MessageValidator rules = validator == null ? protocol.validator() : validator;
        LinkRequest link = request.build();
        JacksonCodec fitting = mapping.within(JsonLimits.of(Math.max(link.maxMessageBytes(), rules.maxBytes())));
        PayloadCodec codec = binary ? fitting.binaryApart() : fitting;
        SendRules sending = new SendRules(outbox, rateLimit, protocol.features(), codec);
        ClientConfig config = new ClientConfig(
                new ClientConfig.Wire(chosen, transport == null, protocol.forClient(), link),
                new ClientConfig.Party(identity, tokens, refresh, codec),
                new ClientConfig.Rules(rules, filter, inboundLimit, inbox, history),
                sending,
                new ClientConfig.Upkeep(addresses, reconnect, heartbeat),
                environment);
        try {
            return new RealtimeClient(new Connection(config), new Stamper(identity, codec, rules, environment));
        } catch (KeepwireException unusableStore) {
            if (transport == null) {
                chosen.close();
            }
            throw unusableStore;
        }
    }

    /**
     * Builds a client and starts to connect it. Does not block: {@link RealtimeClient#connect()} tells when it is open.
     *
     * @return the client
     * @throws KeepwireException as {@link #build()} does
     */
    public RealtimeClient connect() {
        RealtimeClient client = build();
        client.connect();
        return client;
    }
}
