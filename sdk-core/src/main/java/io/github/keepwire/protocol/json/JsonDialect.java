// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.LinkRequest;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A home-grown JSON protocol. Immutable.
 *
 * <pre>{@code
 * JsonDialect.deviceEnvelope()
 *         .register(Map.of("mode", "cctv", "location", "hall"))
 *         .group("home")
 * }</pre>
 *
 * <p>{@link #deviceEnvelope}, {@link #topics} and {@link #channels} are ready; {@link #builder} describes any other.
 *
 * <p>In each of them, an {@code error} of the server is a message, and more where it tells more, in its payload or beside it:
 * with the {@code code} {@code RATE_LIMIT} or {@code RATE_LIMITED}, nothing is sent for {@code retryAfter} seconds (1 where it
 * does not say, 300 at most); with the id of one of our messages as {@code replyTo}, {@code messageId} or {@code id}, that
 * message is rejected. What only confirms, refuses or keeps alive is not delivered.
 *
 * <p>A token travels as {@code Authorization: Bearer}, unless the dialect says otherwise.
 */
public final class JsonDialect implements Protocol {
    /** What stands before the name of a group or room to make the channel that a device joins for it. */
    public static final String DEFAULT_CHANNEL_PREFIX = "blue_light_monitor_";

    /** The field that carries a message's id; servers that do not know it pass over it. */
    public static final String DEFAULT_ID_NAME = "id";

    private final String name;
    private final EnvelopeShape shape;
    private final ScopeWords scopes;
    private final MemberWords members;
    /** What has numbers of its own, or null for the whole client. */
    private final Scope.@Nullable Kind counts;

    private final Talk talk;
    private final Door door;
    private final Controls controls;
    private final Membership membership;
    private final MessageValidator validator;

    private JsonDialect(Builder builder) {
        name = builder.name;
        shape = builder.shape();
        scopes = builder.scopeWords();
        members = builder.memberWords(scopes);
        talk = builder.talk();
        door = builder.door();
        counts = countsOf(shape.numbering(), scopes);
        controls = new Controls(scopes, members, talk, door.welcome());
        membership = builder.membership();
        validator = builder.validator();
    }

    private static Scope.@Nullable Kind countsOf(@Nullable Numbering numbering, ScopeWords scopes) {
        boolean hasChannels = scopes.channels().enter() != null;
        Count count = numbering == null ? Count.CLIENT : numbering.count();
        if (count == null) {
            return hasChannels ? Scope.Kind.CHANNEL : null;
        }
        if (count == Count.CHANNEL && !hasChannels) {
            throw new IllegalArgumentException("subscribe is missing: there are no channels that sequence could count");
        }
        if (count == Count.ROOM && scopes.roomField() == null) {
            throw new IllegalArgumentException("roomField is missing: there are no rooms that sequence could count");
        }
        return switch (count) {
            case CLIENT -> null;
            case CHANNEL -> Scope.Kind.CHANNEL;
            case ROOM -> Scope.Kind.ROOM;
        };
    }

    /**
     * The device envelope, as servers of camera and monitor systems speak it; without registration and group.
     *
     * <pre>
     * {"type":"blueAlert","id":"..","deviceId":"camera_1","deviceName":"Hall Camera","timestamp":"2026-01-15T10:30:15Z","payload":{..}}
     * {"action":"join_channel","channel":"blue_light_monitor_home","deviceId":"camera_1"}
     * {"type":"alertAck", ..,"payload":{"alertId":".."}}            acknowledges the message of that id, and is delivered too
     * </pre>
     *
     * <p>A room is a group: nothing confirms that it is joined, and there are no words for leaving it. A device is in one group
     * at a time: the room joined last is its group, in place of {@link #group}; it registers again within that, and all that it
     * sends carries the name as {@code groupId} in its payload, unless it goes into another room. Once that room is left, the
     * one before it is joined again, or the group; where there is neither, messages carry no name, and the server alone knows
     * when it forgets the device there. To change the group, join the new room, then leave the old one.
     *
     * @return the dialect
     */
    public static JsonDialect deviceEnvelope() {
        return ReadyDialects.DEVICE_ENVELOPE;
    }

    /**
     * Topics, as servers of device monitoring speak them.
     *
     * <pre>
     * {"type":"device_status","data":{"device_id":"d1", ..},"timestamp":"2026-01-15T10:30:15Z"}
     * {"type":"subscription","data":{"topic":"device_d1"}}                      and unsubscription; nothing confirms them
     * {"type":"heartbeat"}                                                      of the server, every 30 s; answered alike
     * </pre>
     *
     * <p>Messages name no topic. They come on {@code device_status}, {@code device_<id>}, {@code metrics_<id>},
     * {@code notifications}, {@code security}, {@code performance} or {@code analytics}, by their type and the
     * {@code device_id} of their data.
     *
     * <p>The address gets a parameter {@code client_id}, the identity's id. The token is the parameter {@code token}, since that
     * server knows no other place: addresses stand in access logs of servers and proxies, so let such tokens be short-lived.
     *
     * @return the dialect
     */
    public static JsonDialect topics() {
        return ReadyDialects.TOPICS;
    }

    /**
     * Channels, as a server of gestures and AI answers speaks them: a channel is a type of messages.
     *
     * <pre>
     * {"type":"gesture","data":{"type":"wave", ..,"timestamp":1640000000000}}
     * {"type":"subscribe","channels":["gesture","system"]}                      answered by subscribed
     * {"type":"unsubscribe","channels":["system"]}                              answered by unsubscribed
     * {"type":"ping"}                                                           our heartbeat, answered by pong
     * </pre>
     *
     * <p>The server starts with {@code gesture} and {@code ai_response} on. A client that subscribes to anything switches off
     * those of them that it does not subscribe to at the same time.
     *
     * @return the dialect
     */
    public static JsonDialect channels() {
        return ReadyDialects.CHANNELS;
    }

    /**
     * Starts a description of another protocol: {@code {"type":..,"id":..,"payload":{..}}}, and nothing else until it is said.
     *
     * <pre>{@code
     * JsonDialect.builder("my-protocol")
     *         .payload("data")
     *         .timestamp("at", JsonDialect.Time.EPOCH_MILLIS)
     *         .subscribe("{\"type\":\"subscribe\",\"channels\":$channels}")
     *         .confirmedBy("subscribed", "channels")
     *         .channelIsType()
     *         .ping("{\"type\":\"ping\"}", "pong")
     *         .build()
     * }</pre>
     *
     * <p>Frames are templates: JSON, in which {@code $sender}, {@code $senderName}, {@code $now} (ISO-8601) and {@code $nowMillis}
     * stand for values, and some others where they are named. A placeholder alone becomes a JSON value, and one within a string a
     * part of it, quoted as JSON demands; {@code $$} within a string is a dollar sign.
     *
     * @param name a short lower-case name, for errors and logs
     * @return a new builder
     */
    public static Builder builder(String name) {
        return new Builder(requireNonNull(name, "name"));
    }

    /**
     * Starts a description that differs in parts from this one.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * The same dialect, which registers the device on every connection: the registration is the first message
     * ({@code deviceRegister} for the device envelope, {@code register} for others).
     *
     * @param payload what the registration carries: mode, capabilities, location; a record, bean or map, written anew for
     *     each connection; one that cannot be written ends the client's attempts
     * @return a new dialect
     */
    public JsonDialect register(Object payload) {
        return belonging(membership.registration(Payload.of(payload)));
    }

    /**
     * The same dialect within a group: joins its room on every connection, and names it in the payloads that are objects and
     * name none themselves ({@code groupId} in the device envelope).
     *
     * @param name the group
     * @return a new dialect
     * @throws IllegalArgumentException if this dialect has no rooms
     */
    public JsonDialect group(String name) {
        if (scopes.rooms().enter() == null && scopes.roomField() == null) {
            throw new IllegalArgumentException("the dialect " + this.name + " has no rooms: there is no group " + name);
        }
        return belonging(membership.group(requireNonNull(name, "group")));
    }

    /**
     * The same dialect with another prefix for the channels of groups and rooms; {@value #DEFAULT_CHANNEL_PREFIX} by default
     * for devices, and none for others.
     *
     * @param value the prefix
     * @return a new dialect
     */
    public JsonDialect channelPrefix(String value) {
        return belonging(membership.roomPrefix(requireNonNull(value, "channelPrefix")));
    }

    private JsonDialect belonging(Membership other) {
        Builder builder = toBuilder();
        builder.belong(other);
        return builder.build();
    }

    /**
     * The same dialect with another meaning of timestamps that name no zone; UTC by default.
     *
     * @param value the zone
     * @return a new dialect
     */
    public JsonDialect zone(ZoneId value) {
        return toBuilder().zone(value).build();
    }

    /**
     * The same dialect with the id of messages in another field; {@value #DEFAULT_ID_NAME} by default.
     *
     * @param value a name that the envelope does not use otherwise
     * @return a new dialect
     * @throws IllegalArgumentException if it does
     */
    public JsonDialect idName(String value) {
        return toBuilder().id(value).build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Protocol.Feature> features() {
        Set<Protocol.Feature> features = EnumSet.noneOf(Protocol.Feature.class);
        if (talk.ack() != null) {
            features.add(Protocol.Feature.ACKS);
        }
        if (scopes.channels().enter() != null) {
            features.add(Protocol.Feature.CHANNELS);
        }
        if (scopes.rooms().enter() != null) {
            features.add(Protocol.Feature.ROOMS);
        }
        if (shape.numbering() != null) {
            features.add(Protocol.Feature.NUMBERS);
        }
        if (door.tokenFrame() != null) {
            features.add(Protocol.Feature.TOKEN_RENEWAL);
        }
        return Collections.unmodifiableSet(features);
    }

    @Override
    public MessageValidator validator() {
        return validator;
    }

    @Override
    public LinkRequest prepare(Protocol.ConnectContext context) {
        return door.prepare(context);
    }

    @Override
    public Protocol.Session newSession(Protocol.SessionContext context) {
        return new JsonSession(this, context);
    }

    @Override
    public Protocol.Recall recall(PayloadCodec codec, List<Scope> entered) {
        return new JsonRecall(this, codec, entered);
    }

    // for the session

    EnvelopeShape shape() {
        return shape;
    }

    ScopeWords scopes() {
        return scopes;
    }

    MemberWords members() {
        return members;
    }

    Scope.@Nullable Kind counts() {
        return counts;
    }

    Talk talk() {
        return talk;
    }

    Door door() {
        return door;
    }

    Controls controls() {
        return controls;
    }

    Membership membership() {
        return membership;
    }

    /** How a timestamp is written. */
    public enum Time {
        /** Text by ISO-8601: {@code "2026-01-15T10:30:15Z"}. */
        ISO,
        /** A number of milliseconds since 1970 began in UTC. */
        EPOCH_MILLIS
    }

    /** What the numbers of a server count. */
    public enum Count {
        /** All that one client is sent. */
        CLIENT,
        /** The messages of each channel; those on none of the channels that are subscribed to are not counted. */
        CHANNEL,
        /** The messages of each room; those in none of the rooms that are joined are not counted. */
        ROOM
    }

    /** Builds a {@link JsonDialect}. Not safe for use by several threads at once. */
    public static final class Builder extends TalkBuilder<Builder> {
        private final String name;

        private Builder(String name) {
            this.name = name;
        }

        private Builder(JsonDialect dialect) {
            this.name = dialect.name;
            copyShape(dialect.shape);
            copyScopes(dialect.scopes);
            copyMembers(dialect.members);
            copyTalk(dialect);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Builds the dialect.
         *
         * @return the dialect
         * @throws IllegalArgumentException if parts do not fit together: a field or a type with two meanings, a reply to
         *     something that is never said
         */
        public JsonDialect build() {
            return new JsonDialect(this);
        }
    }
}
