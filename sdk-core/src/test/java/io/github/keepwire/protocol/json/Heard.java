// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what a session asks for; core's tests cannot use the test kit's. */
class Heard implements Effects {
    static final Instant NOW = Instant.parse("2026-01-15T10:30:15.250Z");

    final List<String> written = new ArrayList<>();
    final List<Message> delivered = new ArrayList<>();
    final List<String> acked = new ArrayList<>();
    final List<String> malformed = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final List<Scope> entered = new ArrayList<>();
    final List<Scope> refused = new ArrayList<>();
    final Map<String, KeepwireException> rejected = new LinkedHashMap<>();
    final List<Long> asked = new ArrayList<>();
    final List<KeepwireException> reasons = new ArrayList<>();
    final List<Scope> left = new ArrayList<>();
    final List<KeepwireException.ServerError> errors = new ArrayList<>();
    /** What was told of members: {@code hall=[a, b]}, {@code hall+a}, {@code hall-a}. */
    final List<String> members = new ArrayList<>();

    int opens;

    @Nullable
    String sessionId;

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public void write(Frame... frames) {
        for (Frame frame : frames) {
            written.add(frame.text());
        }
    }

    @Override
    public void open(@Nullable String sessionId) {
        opens++;
        this.sessionId = sessionId;
    }

    @Override
    public void deliver(Message message) {
        delivered.add(message);
    }

    @Override
    public void serverError(KeepwireException.ServerError error, Message message) {
        errors.add(error);
    }

    @Override
    public void acked(String messageId, Payload reply) {
        acked.add(messageId);
    }

    @Override
    public void entered(Scope scope) {
        entered.add(scope);
    }

    @Override
    public void members(Scope room, List<String> members) {
        this.members.add(room.name() + "=" + members);
    }

    @Override
    public void memberJoined(Scope room, String member, Payload info) {
        members.add(room.name() + "+" + member);
    }

    @Override
    public void memberLeft(Scope room, String member, Payload info) {
        members.add(room.name() + "-" + member);
    }

    @Override
    public void refused(Scope scope, KeepwireException reason) {
        refused.add(scope);
        reasons.add(reason);
    }

    @Override
    public void left(Scope scope) {
        left.add(scope);
    }

    @Override
    public void slowDown(Duration wait) {
        waits.add(wait);
    }

    @Override
    public void postpone() {
        throw new AssertionError("this dialect waits for no channel");
    }

    @Override
    public void keepAlive(Duration silence) {
        throw new AssertionError("this dialect negotiates nothing");
    }

    @Override
    public void malformed(String problem) {
        malformed.add(problem);
    }

    @Override
    public void rejected(String messageId, KeepwireException reason) {
        rejected.put(messageId, reason);
    }

    @Override
    public void wakeAt(long nanos) {
        throw new AssertionError("this dialect wishes for no wake-up");
    }

    @Override
    public void ask(long ask, Effects.Ask wanted) {
        asked.add(ask);
    }

    @Override
    public void end(Retry retry, KeepwireException reason) {
        throw new AssertionError("this dialect ends no link");
    }
}
