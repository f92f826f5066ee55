// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.time.Ticker;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect tells of messages and of its peer: handed on at once to whom it concerns. Belongs to the loop.
 */
abstract class MessageNews extends ScopeNews {
    private final LinkHost host;
    private final Ticker ticker;
    private final Clock wallClock;

    /** The size of the frame that the dialect is looking at. */
    int heardBytes;

    private Consumer<Duration> onKeepAlive = silence -> {};
    private Consumer<Duration> onPauseAtMost = atMost -> {};

    MessageNews(LinkHost host, ClientConfig config) {
        super(host, config);
        this.host = host;
        this.ticker = config.environment().ticker();
        this.wallClock = config.environment().wallClock();
    }

    /** Hears how long the peer may be silent. */
    void onKeepAlive(Consumer<Duration> listener) {
        onKeepAlive = listener;
    }

    /** Hears how long reading may pause from now on. */
    void onPauseAtMost(Consumer<Duration> listener) {
        onPauseAtMost = listener;
    }

    @Override
    public Instant now() {
        return wallClock.instant();
    }

    @Override
    public void deliver(Message message) {
        host.inbound().message(message, Math.max(heardBytes, binaryBytes(message)));
    }

    /** The size of all binary frames of a message, of which the last is the frame at hand. */
    private static int binaryBytes(Message message) {
        int bytes = 0;
        for (ByteBuffer part : message.payload().binary()) {
            bytes += part.remaining();
        }
        return bytes;
    }

    @Override
    public void recovered(@Nullable Scope scope) {
        host.inbound().tell(Recovery.Kind.RECOVERED, scope);
    }

    @Override
    public void reset(@Nullable Scope scope) {
        host.inbound().tell(Recovery.Kind.RESET, scope);
    }

    @Override
    public void acked(String messageId, Payload reply) {
        acked(messageId, Outcome.acked(reply));
    }

    @Override
    public void acked(String messageId, Payload reply, List<Payload> arguments) {
        acked(messageId, Outcome.acked(reply, arguments));
    }

    private void acked(String messageId, Outcome outcome) {
        host.meters().acked(host.deliveries().transmittedAt(messageId));
        host.deliveries().acked(messageId, outcome);
    }

    @Override
    public void rejected(String messageId, KeepwireException reason) {
        host.deliveries().rejected(messageId, reason);
    }

    @Override
    public void serverError(KeepwireException.ServerError error, Message message) {
        host.audience().report(error, message, heardBytes);
    }

    @Override
    public void slowDown(Duration wait) {
        host.deliveries().slowDown(wait, ticker.nanos());
    }

    @Override
    public void keepAlive(Duration silence) {
        onKeepAlive.accept(silence);
    }

    @Override
    public void pauseAtMost(Duration atMost) {
        onPauseAtMost.accept(atMost);
    }

    @Override
    public void malformed(String problem) {
        host.inbound().malformed(problem);
    }
}
