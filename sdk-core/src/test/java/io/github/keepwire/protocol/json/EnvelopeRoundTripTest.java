// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.protocol.Command;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one session writes, another reads as the same message; a failing run is repeated by its seed. */
class EnvelopeRoundTripTest {
    private static final JacksonCodec CODEC = new JacksonCodec();
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "/",
        "\u00e9",
        "\u20ac",
        "\ud83d\ude80",
        "\u007e",
        "{",
        "}",
        "[",
        ",",
        ":",
        "\\u0041"
    };
    private static final String[] UNPRINTABLE = {"\n", "\t", "\u0000", "\u001f", "\u007f", "\u2028"};

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadAsTheSameMessage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Protocol.Session session = JsonDialect.deviceEnvelope()
                .newSession(new Protocol.SessionContext(Identity.ANONYMOUS, CODEC, 1 << 20));
        for (int i = 0; i < 1_000; i++) {
            Message sent = message(random);
            Heard heard = new Heard();
            session.encode(new Command.Send(sent), heard);
            session.received(Frame.text(heard.written.get(0)), heard);

            assertThat(heard.malformed).as(heard.written.get(0)).isEmpty();
            assertSame(heard.delivered.get(0), sent);
        }
    }

    private static void assertSame(Message received, Message sent) {
        assertThat(received.type()).isEqualTo(sent.type());
        assertThat(received.id()).isEqualTo(sent.id());
        assertThat(received.sender()).isEqualTo(sent.sender());
        assertThat(received.timestamp()).isEqualTo(sent.timestamp());
        assertThat(received.payload().json()).isEqualTo(sent.payload().json());
        assertThat(received.payload().as(Object.class))
                .isEqualTo(CODEC.read(sent.payload().json(), Object.class));
    }

    private static Message message(SplittableRandom random) {
        return Message.builder(text(random, 1, PIECES))
                .id(text(random, 1, PIECES))
                .sender(Identity.of(text(random, 0, PIECES), text(random, 0, PIECES)))
                .timestamp(Instant.ofEpochSecond(
                        random.nextLong(-70_000_000_000L, 260_000_000_000L), random.nextInt(1_000_000_000)))
                .payload(Payload.of(value(random, 0)).written(CODEC))
                .build();
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth < 4 ? 7 : 5)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3 -> text(random, 0, PIECES);
            case 4 -> text(random, 0, UNPRINTABLE);
            case 5 -> list(random, depth);
            default -> object(random, depth);
        };
    }

    private static List<Object> list(SplittableRandom random, int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(random, depth + 1));
        }
        return values;
    }

    private static Map<String, Object> object(SplittableRandom random, int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.put(text(random, 0, PIECES), value(random, depth + 1));
        }
        return fields;
    }

    private static String text(SplittableRandom random, int least, String[] pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(12); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
