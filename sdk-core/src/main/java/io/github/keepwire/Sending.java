// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where messages can be sent to, and listened to: a whole client, or one channel or room of it. */
abstract class Sending extends Listening {
    /** One transmission: a question that was asked twice might be answered twice. */
    private static final SendOptions ASKED = SendOptions.acked().maxAttempts(1);

    Sending() {}

    /**
     * Sends a message, at most once, as soon as there is a connection: {@link SendOptions#queued()}. The payload is written
     * as JSON before this returns; nothing else blocks.
     *
     * @param type the message's type
     * @param payload a record, bean, map, collection, scalar or {@code Payload}
     * @return what becomes of it
     */
    public Receipt send(String type, Object payload) {
        return send(Message.of(type, payload), SendOptions.queued());
    }

    /**
     * Sends a message. The payload is written as JSON before this returns; nothing else blocks. The messages of a channel or
     * room keep their order among themselves, unless the options name another key.
     *
     * @param type the message's type
     * @param payload a record, bean, map, collection, scalar or {@code Payload}
     * @param options what is promised
     * @return what becomes of it
     */
    public Receipt send(String type, Object payload, SendOptions options) {
        return send(Message.of(type, payload), options);
    }

    /**
     * Sends a message; id, sender and timestamp are filled in where they are missing, and what is sent on a channel or into a
     * room goes there, whatever the message says of that. The payload is written as JSON before this returns; nothing else
     * blocks.
     *
     * @param message the message
     * @param options what is promised
     * @return what becomes of it; a message that breaks a rule, or that the dialect cannot carry, is refused, and the receipt
     *     says why
     */
    public abstract Receipt send(Message message, SendOptions options);

    /**
     * Sends an event with any number of arguments, at most once, as soon as there is a connection. For other promises there is
     * {@link #send(Message, SendOptions)}:
     *
     * <pre>{@code
     * client.emit("move", "king", 4, 2);
     * client.send(Message.event("typing", "hall", true), SendOptions.volatileOnly());
     * }</pre>
     *
     * @param event the event's name
     * @param arguments records, beans, maps, collections, scalars, byte arrays or {@code Payload}s; null stands for JSON's null.
     *     A list is one argument; the elements of an {@code Object[]} are several
     * @return what becomes of it; refused where there are several, and the dialect has a place for one
     * @throws IllegalArgumentException if options of the send are among the arguments
     */
    public Receipt emit(String event, @Nullable Object... arguments) {
        return send(event(event, arguments), SendOptions.queued());
    }

    /**
     * Asks the server: sends an event with any number of arguments, once, and reads what the acknowledgement carries.
     *
     * <pre>{@code
     * String answer = client.emitWithAck("echo", String.class, "hi").join();
     * }</pre>
     *
     * <p>It waits for a connection as long as it takes, then 10 s for the answer, and is never transmitted a second time, unless
     * the program ends meanwhile and a durable outbox has kept it. For anything else there is {@link #send(Message, SendOptions)}
     * with {@link Receipt#reply}, or with {@link Receipt#outcome}, which tells all arguments of the acknowledgement:
     *
     * <pre>{@code
     * client.send(Message.event("echo", "hi"), SendOptions.acked(ofSeconds(2)).timeToLive(ofMinutes(1))).reply(String.class);
     * }</pre>
     *
     * @param <T> the answer's type
     * @param event the event's name
     * @param reply the answer's type: a record, bean, map, scalar or {@code byte[]}; {@code Void} if it does not matter
     * @param arguments as for {@link #emit}
     * @return completes with the first argument of the acknowledgement; fails with a {@link KeepwireException} if there is no
     *     acknowledgement, the server says no, or the argument is missing, null or something else
     * @throws IllegalArgumentException if options of the send are among the arguments
     */
    public <T> CompletableFuture<T> emitWithAck(String event, Class<T> reply, @Nullable Object... arguments) {
        requireNonNull(reply, "reply");
        return send(event(event, arguments), ASKED).reply(reply);
    }

    /** Options at the end would silently travel as an argument. */
    private static Message event(String event, @Nullable Object... arguments) {
        Message message = Message.event(event, arguments);
        if (arguments != null && Arrays.stream(arguments).anyMatch(SendOptions.class::isInstance)) {
            throw new IllegalArgumentException(
                    "options are no argument of an event: use send(Message.event(event, arguments), options)");
        }
        return message;
    }
}
