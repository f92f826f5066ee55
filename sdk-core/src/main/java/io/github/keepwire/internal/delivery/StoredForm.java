// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.time.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message and its options as bytes, for a store. Safe for use by any thread.
 *
 * <pre>
 *   u8   version: 1
 *   u8   what there is: 1 ack, 2 time to live, 4 key, 8 sender, 16 timestamp, 32 scopes, 64 arguments, 128 answer
 *   u8   priority: 0 high, 1 normal, 2 low
 *   i64  wall time when it was written, in ms
 *   [i64 s, i32 ns  ack timeout][i32 attempts allowed, 0 for no bound]
 *   [i64 ns that are left to live when it was written]
 *   text id, text type, [text key], [text sender's id, text sender's name], [i64 s, i32 ns timestamp],
 *        [i32 scopes, of each: u8 kind: 0 channel, 1 room, 2 room of a channel, text name,
 *        [text the channel's name]], [text what it answers],
 *        text payload, or [i32 arguments, of each: text JSON, i32 binary parts, of each: i32 length in bytes, bytes]
 *
 *   text = i32 length in bytes, UTF-8
 * </pre>
 *
 * <p>A life that ran on while nobody looked is told by the wall clock; one that went backwards counts as no time at all.
 */
final class StoredForm {
    private static final int VERSION = 1;
    private static final int HAS_ACK = 1;
    private static final int HAS_LIFE = 2;
    private static final int HAS_KEY = 4;
    private static final int HAS_SENDER = 8;
    private static final int HAS_TIMESTAMP = 16;
    private static final int HAS_SCOPES = 32;
    private static final int HAS_ARGUMENTS = 64;
    private static final int HAS_ANSWERS = 128;

    private final PayloadCodec codec;
    private final Environment environment;

    StoredForm(PayloadCodec codec, Environment environment) {
        this.codec = codec;
        this.environment = environment;
    }

    byte[] write(Outgoing outgoing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + outgoing.bytes());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(contentsOf(outgoing));
            out.writeByte(codeOf(outgoing.options().priority()));
            out.writeLong(environment.wallClock().millis());
            writeOptions(outgoing, out);
            writeMessage(outgoing, out);
        } catch (IOException impossible) {
            throw new IllegalStateException("an array cannot be written to", impossible);
        }
        return bytes.toByteArray();
    }

    private static int contentsOf(Outgoing outgoing) {
        Message message = outgoing.message();
        return (outgoing.isAcked() ? HAS_ACK : 0)
                | (outgoing.expiresAt() == Alarm.NEVER ? 0 : HAS_LIFE)
                | (outgoing.options().key().isPresent() ? HAS_KEY : 0)
                | (message.sender() == null ? 0 : HAS_SENDER)
                | (message.timestamp() == null ? 0 : HAS_TIMESTAMP)
                | (message.scopes().isEmpty() ? 0 : HAS_SCOPES)
                | (isPlain(message) ? 0 : HAS_ARGUMENTS)
                | (message.answers() == null ? 0 : HAS_ANSWERS);
    }

    /** Whether the text of one payload is all that it carries. */
    private static boolean isPlain(Message message) {
        return message.arguments().size() == 1 && message.payload().binary().isEmpty();
    }

    private void writeOptions(Outgoing outgoing, DataOutputStream out) throws IOException {
        Duration ack = outgoing.options().ackTimeout().orElse(null);
        if (ack != null) {
            out.writeLong(ack.getSeconds());
            out.writeInt(ack.getNano());
            out.writeInt(outgoing.options().maxAttempts().orElse(0));
        }
        if (outgoing.expiresAt() != Alarm.NEVER) {
            out.writeLong(outgoing.expiresAt() - environment.ticker().nanos());
        }
    }

    private static void writeMessage(Outgoing outgoing, DataOutputStream out) throws IOException {
        Message message = outgoing.message();
        writeText(outgoing.id(), out);
        writeText(message.type(), out);
        String key = outgoing.options().key().orElse(null);
        if (key != null) {
            writeText(key, out);
        }
        Identity sender = message.sender();
        if (sender != null) {
            writeText(sender.id(), out);
            writeText(sender.name(), out);
        }
        Instant timestamp = message.timestamp();
        if (timestamp != null) {
            out.writeLong(timestamp.getEpochSecond());
            out.writeInt(timestamp.getNano());
        }
        if (!message.scopes().isEmpty()) {
            writeScopes(message.scopes(), out);
        }
        String answers = message.answers();
        if (answers != null) {
            writeText(answers, out);
        }
        if (isPlain(message)) {
            writeText(message.payload().json(), out);
        } else {
            StoredArguments.write(message.arguments(), out);
        }
    }

    private static void writeScopes(List<Scope> scopes, DataOutputStream out) throws IOException {
        out.writeInt(scopes.size());
        for (Scope scope : scopes) {
            Scope parent = scope.parent();
            out.writeByte(parent != null ? 2 : scope.kind() == Scope.Kind.ROOM ? 1 : 0);
            writeText(scope.name(), out);
            if (parent != null) {
                writeText(parent.name(), out);
            }
        }
    }

    private static List<Scope> readScopes(DataInputStream in) throws IOException {
        List<Scope> scopes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int kind = in.readUnsignedByte();
            String name = readText(in);
            scopes.add(
                    switch (kind) {
                        case 0 -> Scope.channel(name);
                        case 1 -> Scope.room(name);
                        case 2 -> Scope.room(name).in(Scope.channel(readText(in)));
                        default -> throw new IOException("it goes to a place of the kind " + kind);
                    });
        }
        return scopes;
    }

    static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads what was written, now.
     *
     * @throws IOException if the bytes are no such message; the error never tells what they hold
     */
    Outgoing read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("its version is " + version + " and not " + VERSION);
            }
            Outgoing outgoing = read(in);
            if (in.available() > 0) {
                throw new IOException("something follows its end");
            }
            return outgoing;
        } catch (RuntimeException garbage) {
            throw new IOException(
                    "it holds what no message can: " + garbage.getClass().getSimpleName(), garbage);
        }
    }

    private Outgoing read(DataInputStream in) throws IOException {
        int contents = in.readUnsignedByte();
        Priority priority = priorityOf(in.readUnsignedByte());
        long awayMillis = Math.max(0, environment.wallClock().millis() - in.readLong());
        SendOptions options = SendOptions.queued();
        if (has(contents, HAS_ACK)) {
            options = SendOptions.acked(Duration.ofSeconds(in.readLong(), in.readInt()));
            int attempts = in.readInt();
            options = attempts == 0 ? options : options.maxAttempts(attempts);
        }
        long now = environment.ticker().nanos();
        long away = Duration.ofMillis(
                        Math.min(awayMillis, Duration.ofDays(36_500).toMillis()))
                .toNanos();
        long expiresAt = has(contents, HAS_LIFE) ? now + in.readLong() - away : Alarm.NEVER;
        String id = readText(in);
        Message.Builder message = Message.builder(readText(in)).id(id);
        options = has(contents, HAS_KEY) ? options.key(readText(in)) : options;
        if (has(contents, HAS_SENDER)) {
            message.sender(Identity.of(readText(in), readText(in)));
        }
        if (has(contents, HAS_TIMESTAMP)) {
            message.timestamp(Instant.ofEpochSecond(in.readLong(), in.readInt()));
        }
        if (has(contents, HAS_SCOPES)) {
            message.scopes(readScopes(in));
        }
        if (has(contents, HAS_ANSWERS)) {
            message.answers(readText(in));
        }
        if (has(contents, HAS_ARGUMENTS)) {
            message.arguments(StoredArguments.read(in, codec));
        } else {
            message.payload(Payload.ofJson(readText(in), codec).written(codec));
        }
        Outgoing.Life life = new Outgoing.Life(now - away, expiresAt);
        Message whole = message.build();
        return new Outgoing(whole, options.priority(priority), Stamper.sizeOf(whole), life);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of it is cut off");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, UTF_8);
    }

    private static boolean has(int contents, int what) {
        return (contents & what) != 0;
    }

    private static int codeOf(Priority priority) {
        return switch (priority) {
            case HIGH -> 0;
            case NORMAL -> 1;
            case LOW -> 2;
        };
    }

    private static Priority priorityOf(int code) throws IOException {
        return switch (code) {
            case 0 -> Priority.HIGH;
            case 1 -> Priority.NORMAL;
            case 2 -> Priority.LOW;
            default -> throw new IOException("its priority is " + code);
        };
    }
}
