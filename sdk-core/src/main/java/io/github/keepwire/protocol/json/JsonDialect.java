// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.ProtocolSession;
import io.github.keepwire.transport.LinkRequest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
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
 * <p>The device envelope, as servers of camera and monitor systems speak it:
 *
 * <pre>
 * {"type":"blueAlert","id":"..","deviceId":"camera_1","deviceName":"Hall Camera","timestamp":"2026-01-15T10:30:15Z","payload":{..}}
 * {"action":"join_channel","channel":"blue_light_monitor_home","deviceId":"camera_1"}
 * {"type":"alertAck", ..,"payload":{"alertId":".."}}            acknowledges the message of that id, and is delivered too
 * {"type":"error", ..,"payload":{"code":"RATE_LIMITED","retryAfter":2.5}}                        see below
 * </pre>
 *
 * <p>The last one is a convention of ours, for servers that limit how much one may send: nothing is sent for so many seconds
 * (1 where it does not say, 300 at most). The message is delivered too.
 *
 * <p>A token travels as {@code Authorization: Bearer}, never in the query.
 */
public final class JsonDialect implements Protocol {
    /** What stands before the name of a group to make the channel that is joined for it. */
    public static final String DEFAULT_CHANNEL_PREFIX = "blue_light_monitor_";

    /** The field that carries a message's id; servers that do not know it pass over it. */
    public static final String DEFAULT_ID_NAME = "id";

    private static final JsonDialect DEVICE_ENVELOPE =
            new JsonDialect(null, null, DEFAULT_CHANNEL_PREFIX, new EnvelopeShape(DEFAULT_ID_NAME, ZoneOffset.UTC));

    private final @Nullable Payload registration;
    private final @Nullable String group;
    private final String channelPrefix;
    private final EnvelopeShape shape;

    private JsonDialect(
            @Nullable Payload registration, @Nullable String group, String channelPrefix, EnvelopeShape shape) {
        this.registration = registration;
        this.group = group;
        this.channelPrefix = channelPrefix;
        this.shape = shape;
    }

    /**
     * The device envelope, without registration and group.
     *
     * @return the dialect
     */
    public static JsonDialect deviceEnvelope() {
        return DEVICE_ENVELOPE;
    }

    /**
     * The same dialect, which registers the device on every connection: {@code deviceRegister} is the first message.
     *
     * @param payload what the registration carries: mode, capabilities, location; a record, bean or map, written anew for
     *     each connection; one that cannot be written ends the client's attempts
     * @return a new dialect
     */
    public JsonDialect register(Object payload) {
        return new JsonDialect(Payload.of(payload), group, channelPrefix, shape);
    }

    /**
     * The same dialect within a group: joins its channel on every connection, and stamps {@code groupId} into the payloads
     * that are objects and name none themselves.
     *
     * @param name the group
     * @return a new dialect
     */
    public JsonDialect group(String name) {
        return new JsonDialect(registration, requireNonNull(name, "group"), channelPrefix, shape);
    }

    /**
     * The same dialect with another prefix for the channels of groups; {@value #DEFAULT_CHANNEL_PREFIX} by default.
     *
     * @param value the prefix
     * @return a new dialect
     */
    public JsonDialect channelPrefix(String value) {
        return new JsonDialect(registration, group, requireNonNull(value, "channelPrefix"), shape);
    }

    /**
     * The same dialect with another meaning of timestamps that name no zone; UTC by default.
     *
     * @param value the zone
     * @return a new dialect
     */
    public JsonDialect zone(ZoneId value) {
        return new JsonDialect(registration, group, channelPrefix, new EnvelopeShape(shape.idName(), value));
    }

    /**
     * The same dialect with the id of messages in another field; {@value #DEFAULT_ID_NAME} by default.
     *
     * @param value a name that the envelope does not use otherwise
     * @return a new dialect
     * @throws IllegalArgumentException if it does
     */
    public JsonDialect idName(String value) {
        return new JsonDialect(registration, group, channelPrefix, new EnvelopeShape(value, shape.zone()));
    }

    @Override
    public String name() {
        return "device-envelope";
    }

    @Override
    public Set<Protocol.Feature> features() {
        return Collections.unmodifiableSet(EnumSet.of(Protocol.Feature.ACKS));
    }

    @Override
    public MessageValidator validator() {
        return MessageValidator.deviceEnvelope();
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
    public ProtocolSession newSession(Protocol.SessionContext context) {
        return new DeviceEnvelopeSession(this, context);
    }

    /** What the registration carries, or null for none. */
    @Nullable
    Payload registration() {
        return registration;
    }

    /** The group, or null for none. */
    @Nullable
    String group() {
        return group;
    }

    String channelPrefix() {
        return channelPrefix;
    }

    EnvelopeShape shape() {
        return shape;
    }
}
