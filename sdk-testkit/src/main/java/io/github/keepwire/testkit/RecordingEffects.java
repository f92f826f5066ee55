// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Retry;
import io.github.keepwire.protocol.Effects;
import io.github.keepwire.transport.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a protocol session asks for, in order of the calls. For one thread. */
public final class RecordingEffects implements Effects {
    /** The time that sessions are told. */
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:15Z");

    private final List<Frame> written = new ArrayList<>();
    private final List<Message> delivered = new ArrayList<>();
    private final List<String> acked = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();
    private final List<Effects.Ask> asked = new ArrayList<>();
    private final List<Long> wakeUps = new ArrayList<>();
    private final List<Duration> slowDowns = new ArrayList<>();
    private final List<Scope> entered = new ArrayList<>();
    private final List<Scope> refused = new ArrayList<>();
    private final List<Scope> left = new ArrayList<>();
    private final List<KeepwireException> ends = new ArrayList<>();
    private final List<KeepwireException.ServerError> serverErrors = new ArrayList<>();
    private final List<Duration> keepAlives = new ArrayList<>();
    private int postponed;
    private int opens;

    /** Starts with nothing. */
    public RecordingEffects() {}

    /**
     * What was written.
     *
     * @return frames in order
     */
    public List<Frame> written() {
        return written;
    }

    /**
     * What was delivered.
     *
     * @return messages in order
     */
    public List<Message> delivered() {
        return delivered;
    }

    /**
     * What was confirmed.
     *
     * @return channels and rooms in order
     */
    public List<Scope> entered() {
        return entered;
    }

    /**
     * What was refused.
     *
     * @return channels and rooms in order
     */
    public List<Scope> refused() {
        return refused;
    }

    /**
     * What was left.
     *
     * @return channels and rooms in order
     */
    public List<Scope> left() {
        return left;
    }

    /**
     * What was acknowledged.
     *
     * @return ids in order
     */
    public List<String> acked() {
        return acked;
    }

    /**
     * What was rejected.
     *
     * @return ids in order
     */
    public List<String> rejected() {
        return rejected;
    }

    /**
     * How many messages could not be written yet.
     *
     * @return a count
     */
    public int postponed() {
        return postponed;
    }

    /**
     * How long the peer may be silent.
     *
     * @return durations in order
     */
    public List<Duration> keepAlives() {
        return keepAlives;
    }

    /**
     * What was wrong with frames.
     *
     * @return problems in order
     */
    public List<String> malformed() {
        return malformed;
    }

    /**
     * What was asked of the application.
     *
     * @return wishes in order
     */
    public List<Effects.Ask> asked() {
        return asked;
    }

    /**
     * When the session wants to be woken.
     *
     * @return ticker readings in order
     */
    public List<Long> wakeUps() {
        return wakeUps;
    }

    /**
     * How long nothing was to be sent.
     *
     * @return waits in order
     */
    public List<Duration> slowDowns() {
        return slowDowns;
    }

    /**
     * Which errors the server told.
     *
     * @return errors in order
     */
    public List<KeepwireException.ServerError> serverErrors() {
        return serverErrors;
    }

    /**
     * Why the link was to end.
     *
     * @return reasons in order
     */
    public List<KeepwireException> ends() {
        return ends;
    }

    /**
     * How often the handshake was done.
     *
     * @return a count; more than one is a fault
     */
    public int opens() {
        return opens;
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public void write(Frame... frames) {
        written.addAll(Arrays.asList(frames));
    }

    @Override
    public void open(@Nullable String sessionId) {
        opens++;
    }

    @Override
    public void deliver(Message message) {
        delivered.add(message);
    }

    @Override
    public void acked(String messageId, Payload reply) {
        acked.add(messageId);
    }

    @Override
    public void rejected(String messageId, KeepwireException reason) {
        rejected.add(messageId);
    }

    @Override
    public void entered(Scope scope) {
        entered.add(scope);
    }

    @Override
    public void refused(Scope scope, KeepwireException reason) {
        refused.add(scope);
    }

    @Override
    public void left(Scope scope) {
        left.add(scope);
    }

    @Override
    public void serverError(KeepwireException.ServerError error, Message message) {
        serverErrors.add(error);
    }

    @Override
    public void slowDown(Duration wait) {
        slowDowns.add(wait);
    }

    @Override
    public void postpone() {
        postponed++;
    }

    @Override
    public void keepAlive(Duration silence) {
        keepAlives.add(silence);
    }

    @Override
    public void malformed(String problem) {
        malformed.add(problem);
    }

    @Override
    public void wakeAt(long nanos) {
        wakeUps.add(nanos);
    }

    @Override
    public void ask(long ask, Effects.Ask wanted) {
        asked.add(wanted);
    }

    @Override
    public void end(Retry retry, KeepwireException reason) {
        ends.add(reason);
    }
}
