// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.message.MessageValidator;

/**
 * The part of {@link JsonDialect.Builder} that is about the connection: address, token, registration, heartbeat,
 * acknowledgement.
 *
 * @param <B> the whole builder
 */
abstract class TalkBuilder<B> extends MemberBuilder<B> {
    private Talk talk = Talk.NONE;
    private Door door = Door.PLAIN;
    private Membership membership = Membership.NONE;
    private MessageValidator validator = MessageValidator.defaults();

    TalkBuilder() {}

    void copyTalk(JsonDialect dialect) {
        talk = dialect.talk();
        door = dialect.door();
        membership = dialect.membership();
        validator = dialect.validator();
    }

    Talk talk() {
        return talk;
    }

    Door door() {
        return door;
    }

    Membership membership() {
        return membership;
    }

    MessageValidator validator() {
        return validator;
    }

    void belong(Membership value) {
        membership = value;
    }

    // letting in

    /**
     * Adds a parameter to the address, unless the address has it already.
     *
     * @param name its name
     * @param value its value: text, or {@code $sender} or {@code $senderName}; one that is empty is left out
     * @return this builder
     */
    public B query(String name, String value) {
        door = door.query(requireNonNull(name, "query"), requireNonNull(value, "query"));
        return self();
    }

    /**
     * The token travels as {@code Authorization: Bearer}, which is the default.
     *
     * @return this builder
     */
    public B tokenInHeader() {
        door = door.token(Door.Place.HEADER, "");
        return self();
    }

    /**
     * The token travels as a parameter of the address, for servers that know no other place. Addresses stand in access logs of
     * servers and proxies: let such tokens be short-lived. An address that has the parameter already keeps it.
     *
     * @param name the name of the parameter
     * @return this builder
     */
    public B tokenInQuery(String name) {
        door = door.token(Door.Place.QUERY, requireNonNull(name, "tokenInQuery"));
        return self();
    }

    /**
     * The token travels as a subprotocol, for servers that let browsers in, which can set no header. A token with characters
     * that a subprotocol cannot have, such as {@code =} or {@code /}, ends the attempts.
     *
     * @param before what is offered right before it, such as {@code bearer}; empty for nothing
     * @return this builder
     */
    public B tokenInSubprotocol(String before) {
        door = door.token(Door.Place.SUBPROTOCOL, requireNonNull(before, "tokenInSubprotocol"));
        return self();
    }

    /**
     * The token travels in the first frame. A client without a token provider cannot connect. A token that is renewed while the
     * link is open travels in the same frame again.
     *
     * @param frame a template with {@code $token}
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON, or has none
     */
    public B tokenInMessage(String frame) {
        Template template = Template.of("tokenInMessage", frame, Hole.commonAnd(Hole.TOKEN));
        if (!template.has(Hole.TOKEN)) {
            throw new IllegalArgumentException("the template of tokenInMessage must have $token");
        }
        door = door.tokenIn(template);
        return self();
    }

    /**
     * Sets the frame by which the server lets us in, and which is not delivered: the connection is open only then. Without this
     * it is open once we have said what we have to say.
     *
     * @param type the type of the frame; its payload becomes the data of the session
     * @param sessionId where it names the session: fields with dots between them; a frame without one is good enough
     * @return this builder
     */
    public B openedBy(String type, String sessionId) {
        door = door.welcome(new Door.Welcome(requireNonNull(type, "openedBy"), FramePath.of("openedBy", sessionId)));
        return self();
    }

    /**
     * Sets the type of the message that registers, where there is something to register: see {@link JsonDialect#register}.
     *
     * @param type the type; {@code register} by default
     * @return this builder
     */
    public B registration(String type) {
        membership = membership.type(requireNonNull(type, "registration"));
        return self();
    }

    /**
     * Sets what this protocol asks of messages in both directions; {@link MessageValidator#defaults()} by default. The client's own
     * validator goes before it.
     *
     * @param value the rules
     * @return this builder
     */
    public B validator(MessageValidator value) {
        validator = requireNonNull(value, "validator");
        return self();
    }

    // staying alive

    /**
     * Our heartbeat is a message, which carries what {@link io.github.keepwire.policy.Heartbeat#payload} says. Without this and
     * {@link #ping}, a heartbeat is a WebSocket ping only.
     *
     * @param type its type
     * @return this builder
     */
    public B heartbeat(String type) {
        talk = talk.heartbeat(requireNonNull(type, "heartbeat"));
        return self();
    }

    /**
     * Our heartbeat is a frame.
     *
     * @param frame a template
     * @param answeredBy the type of the server's answer, which is not delivered
     * @return this builder
     * @throws IllegalArgumentException if the template is not JSON
     */
    public B ping(String frame, String answeredBy) {
        talk = talk.ping(Template.of("ping", frame, Hole.COMMON), requireNonNull(answeredBy, "answeredBy"));
        return self();
    }

    /**
     * Sets what is answered at once to a heartbeat of the server, which is not delivered.
     *
     * @param type the type of the server's heartbeat
     * @param frame a template
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON
     */
    public B answering(String type, String frame) {
        talk = talk.answering(requireNonNull(type, "answering"), Template.of("answering", frame, Hole.COMMON));
        return self();
    }

    // acknowledging

    /**
     * Sets how the server acknowledges messages; it does not by default. An acknowledgement is delivered too.
     *
     * @param type the type of an acknowledgement
     * @param id where it names the id of the message: fields with dots between them, from the envelope inwards
     * @return this builder
     */
    public B ack(String type, String id) {
        talk = talk.ack(new Talk.Ack(requireNonNull(type, "ack"), FramePath.of("ack", id)));
        return self();
    }
}
