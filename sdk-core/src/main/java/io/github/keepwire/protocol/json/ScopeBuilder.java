// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.json.Wording.Reply;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link JsonDialect.Builder} that is about channels and rooms.
 *
 * @param <B> the whole builder
 */
abstract class ScopeBuilder<B> extends EnvelopeBuilder<B> {
    private Wording channels = Wording.NONE;
    private Wording rooms = Wording.NONE;
    private @Nullable Function<Message, List<String>> channelsOf;
    private Set<String> initiallyOn = Collections.emptySet();
    private @Nullable String roomField;
    private @Nullable Reply created;
    private boolean oneRoom;

    ScopeBuilder() {}

    void copyScopes(ScopeWords words) {
        channels = words.channels();
        rooms = words.rooms();
        channelsOf = words.channelsOf();
        initiallyOn = words.initiallyOn();
        roomField = words.roomField();
        created = words.created();
        oneRoom = words.oneRoom();
    }

    ScopeWords scopeWords() {
        if (channels.enter() == null && channelsOf != null) {
            throw new IllegalArgumentException("subscribe is missing: nobody can be on the channels of messages");
        }
        if (channels.leave() == null && !initiallyOn.isEmpty()) {
            throw new IllegalArgumentException("unsubscribe is missing: channels are on that it must switch off");
        }
        return new ScopeWords(
                channels.checked("subscribe", "unsubscribe"),
                rooms.checked("join", "leave"),
                channelsOf,
                initiallyOn,
                roomField,
                created,
                oneRoom);
    }

    // channels

    /**
     * Sets the frame that subscribes.
     *
     * @param frame a template with {@code $channels} for all names in one frame, or {@code $channel} for one frame each
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON, or has neither or both
     */
    public B subscribe(String frame) {
        channels = channels.entering(channelFrame("subscribe", frame));
        return self();
    }

    /**
     * Sets the frame that unsubscribes; without one, nothing is said.
     *
     * @param frame a template with {@code $channels} or {@code $channel}
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON, or has neither or both
     */
    public B unsubscribe(String frame) {
        channels = channels.leaving(channelFrame("unsubscribe", frame));
        return self();
    }

    private static Template channelFrame(String what, String frame) {
        Template template = Template.of(what, frame, Hole.commonAnd(Hole.CHANNEL, Hole.CHANNELS));
        if (template.has(Hole.CHANNEL) == template.has(Hole.CHANNELS)) {
            throw new IllegalArgumentException("the template of " + what + " must have either $channel or $channels");
        }
        return template;
    }

    /**
     * Sets the reply that confirms a subscription; without one, a subscription counts as confirmed when it is written.
     *
     * @param type the type of the reply
     * @param names where it names the channel or channels: fields with dots between them
     * @return this builder
     */
    public B confirmedBy(String type, String names) {
        channels = channels.confirmedBy(Reply.of("confirmedBy", type, names));
        return self();
    }

    /**
     * Sets the reply that confirms the end of a subscription, or tells that the server ended it.
     *
     * @param type the type of the reply
     * @param names where it names the channel or channels
     * @return this builder
     */
    public B endedBy(String type, String names) {
        channels = channels.endedBy(Reply.of("endedBy", type, names));
        return self();
    }

    /**
     * Sets the reply that refuses a subscription. Its type may be {@code error}: then those errors are refusals that name a
     * channel.
     *
     * @param type the type of the reply
     * @param names where it names the channel or channels
     * @param reason where it tells why
     * @return this builder
     */
    public B refusedBy(String type, String names, String reason) {
        channels = channels.refusedBy(refusal("refusedBy", type, names, reason));
        return self();
    }

    private static Reply refusal(String what, String type, String names, String reason) {
        return new Reply(type, FramePath.of(what, names), FramePath.of(what, reason));
    }

    /**
     * Sets which channels a message came on, where frames name none. Only those that are subscribed to count, and nobody is asked
     * while none are.
     *
     * @param function answers names; runs for each message on the client's loop: it must be quick and pure; what it throws
     *     is reported, and the message is delivered without channels
     * @return this builder
     */
    public B channelsOf(Function<Message, List<String>> function) {
        channelsOf = requireNonNull(function, "channelsOf");
        return self();
    }

    /**
     * A message comes on the channel that has the name of its type.
     *
     * @return this builder
     */
    public B channelIsType() {
        return channelsOf(message -> Collections.singletonList(message.type()));
    }

    /**
     * Sets the channels that a server starts with: those that are not wanted are unsubscribed from together with the first
     * subscription of a session.
     *
     * @param names the channels
     * @return this builder
     * @throws IllegalArgumentException if a name cannot travel
     */
    public B initiallyOn(String... names) {
        for (String name : names) {
            Scope.channel(name);
        }
        initiallyOn = Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(names)));
        return self();
    }

    // rooms

    /**
     * Sets the frame that joins a room.
     *
     * @param frame a template with {@code $room}
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON, or has none
     */
    public B join(String frame) {
        rooms = rooms.entering(roomFrame("join", frame));
        return self();
    }

    /**
     * Sets the frame that leaves a room; without one, nothing is said. A server that can be told so has us in several rooms:
     * the device envelope with such a frame moves from group to group no longer.
     *
     * @param frame a template with {@code $room}
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON, or has none
     */
    public B leave(String frame) {
        rooms = rooms.leaving(roomFrame("leave", frame));
        oneRoom = false;
        return self();
    }

    private static Template roomFrame(String what, String frame) {
        Template template = Template.of(what, frame, Hole.commonAnd(Hole.ROOM));
        if (!template.has(Hole.ROOM)) {
            throw new IllegalArgumentException("the template of " + what + " must have $room");
        }
        return template;
    }

    /**
     * Sets the reply that confirms that a room was joined; without one, it counts as joined when that is written.
     *
     * @param type the type of the reply
     * @param names where it names the room or rooms
     * @return this builder
     */
    public B joinedBy(String type, String names) {
        rooms = rooms.confirmedBy(Reply.of("joinedBy", type, names));
        return self();
    }

    /**
     * Sets the reply that confirms that a room was left, or tells that the server put us out.
     *
     * @param type the type of the reply
     * @param names where it names the room or rooms
     * @return this builder
     */
    public B leftBy(String type, String names) {
        rooms = rooms.endedBy(Reply.of("leftBy", type, names));
        return self();
    }

    /**
     * Sets what the server says when a room was created, by whomever. It is a {@link io.github.keepwire.event.RoomEvent}, and not
     * delivered.
     *
     * @param type the type of the frame
     * @param names where it names the room or rooms
     * @return this builder
     */
    public B createdBy(String type, String names) {
        created = Reply.of("createdBy", type, names);
        return self();
    }

    /**
     * Sets the reply that refuses a room.
     *
     * @param type the type of the reply
     * @param names where it names the room or rooms
     * @param reason where it tells why
     * @return this builder
     */
    public B joinRefusedBy(String type, String names, String reason) {
        rooms = rooms.refusedBy(refusal("joinRefusedBy", type, names, reason));
        return self();
    }

    /**
     * Sets the field of payloads that names a room: put into those that go into one, and looked for in those that come, while
     * any room is joined.
     *
     * @param name the name of the field
     * @return this builder
     */
    public B roomField(String name) {
        roomField = requireNonNull(name, "roomField");
        return self();
    }

    /** A server that has us in one room at a time: the one entered last is the group, and we register again within it. */
    B oneRoom() {
        oneRoom = true;
        return self();
    }
}
