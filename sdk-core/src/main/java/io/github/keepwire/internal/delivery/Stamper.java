// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages ready on the thread that sends them: writes the payload, fills in id, sender and time, checks the rules.
 *
 * <p>Safe for use by any thread.
 */
public final class Stamper {
    /**
     * A message as it will go out, or why it will not.
     *
     * @param outgoing the message
     * @param problem the rule that it breaks, or null
     */
    public record Stamped(Outgoing outgoing, @Nullable KeepwireException problem) {}

    private final Identity identity;
    private final PayloadCodec codec;
    private final MessageValidator validator;
    private final Environment environment;
    /** A random prefix and a counter: unique enough among a sender's messages, and ten times cheaper than a UUID. */
    private final String idPrefix;

    private final AtomicLong ids = new AtomicLong();

    /**
     * Makes a stamper.
     *
     * @param identity who sends
     * @param codec what writes payloads
     * @param validator what is allowed
     * @param environment where time and ids come from
     */
    public Stamper(Identity identity, PayloadCodec codec, MessageValidator validator, Environment environment) {
        this.identity = identity;
        this.codec = codec;
        this.validator = validator;
        this.environment = environment;
        this.idPrefix = Long.toUnsignedString(environment.dice().nextLong(), 36) + "-";
    }

    /**
     * Makes a message ready.
     *
     * @param message as the application gave it
     * @param options how to send it
     * @return the message, and what is wrong with it
     */
    public Stamped stamp(Message message, SendOptions options) {
        Instant now = environment.wallClock().instant();
        long nanos = environment.ticker().nanos();
        Message named = named(message, now);
        try {
            Message complete = named.written(codec);
            int bytes = sizeOf(complete);
            return new Stamped(new Outgoing(complete, options, bytes, nanos), validator.problem(complete, bytes, now));
        } catch (KeepwireException unwritable) {
            return new Stamped(new Outgoing(named, options, 0, nanos), unwritable);
        }
    }

    static int sizeOf(Message message) {
        int bytes = 0;
        for (Payload argument : message.arguments()) {
            bytes += Frame.text(argument.json()).byteCount();
            for (ByteBuffer part : argument.binary()) {
                bytes += part.remaining();
            }
        }
        return bytes;
    }

    private Message named(Message message, Instant now) {
        Message.Builder named = message.toBuilder();
        if (message.id() == null) {
            named.id(idPrefix + Long.toString(ids.incrementAndGet(), 36));
        }
        if (message.sender() == null) {
            named.sender(identity);
        }
        if (message.timestamp() == null) {
            named.timestamp(now);
        }
        return named.build();
    }
}
