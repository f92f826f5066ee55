// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down, in words, what a session asks for. */
final class Told implements Effects {
    final List<String> words = new ArrayList<>();
    final List<Message> delivered = new ArrayList<>();
    final List<Payload> replies = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();

    /** What was told since this was asked last. */
    List<String> take() {
        List<String> taken = new ArrayList<>(words);
        words.clear();
        return taken;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void write(Frame... frames) {
        for (Frame frame : frames) {
            words.add("write " + (frame.isText() ? frame.text() : frame.byteCount() + " bytes"));
        }
    }

    @Override
    public void open(@Nullable String sessionId) {
        words.add("open " + sessionId);
    }

    @Override
    public void deliver(Message message) {
        delivered.add(message);
        List<String> arguments = new ArrayList<>();
        message.arguments().forEach(argument -> arguments.add(argument.json()));
        words.add("deliver " + message.type() + " " + arguments
                + (message.scopes().isEmpty() ? "" : message.scopes()));
    }

    @Override
    public void recovered(@Nullable Scope scope) {
        words.add("recovered " + scope);
    }

    @Override
    public void reset(@Nullable Scope scope) {
        words.add("reset " + scope);
    }

    @Override
    public void acked(String messageId, Payload reply) {
        replies.add(reply);
        words.add("acked " + messageId + " " + reply.json());
    }

    @Override
    public void rejected(String messageId, KeepwireException reason) {
        words.add("rejected " + messageId);
    }

    @Override
    public void serverError(KeepwireException.ServerError error, Message message) {
        words.add("error " + error.serverCode());
    }

    @Override
    public void entered(Scope scope) {
        words.add("entered " + scope);
    }

    @Override
    public void refused(Scope scope, KeepwireException reason) {
        words.add("refused " + scope + ": " + reason.getMessage());
    }

    @Override
    public void left(Scope scope) {
        words.add("left " + scope);
    }

    @Override
    public void slowDown(Duration wait) {
        words.add("slow down " + wait);
    }

    @Override
    public void postpone() {
        words.add("postpone");
    }

    @Override
    public void keepAlive(Duration silence) {
        words.add("keep alive " + silence);
    }

    @Override
    public void pauseAtMost(Duration atMost) {
        pauses.add(atMost);
    }

    @Override
    public void malformed(String problem) {
        words.add("malformed " + problem);
    }

    @Override
    public void wakeAt(long nanos) {
        words.add("wake at " + nanos);
    }

    @Override
    public void ask(long ask, Effects.Ask wanted) {
        words.add("ask " + wanted);
    }

    @Override
    public void end(Retry retry, KeepwireException reason) {
        words.add("end " + retry + " " + reason.code() + ": " + reason.getMessage());
    }
}
