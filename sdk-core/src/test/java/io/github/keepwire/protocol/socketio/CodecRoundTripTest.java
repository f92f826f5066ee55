// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.PayloadCodec;
import io.github.keepwire.transport.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever can be sent is read as the same, whatever it is made of. */
class CodecRoundTripTest {
    private static final PayloadCodec CODEC = new JacksonCodec().binaryApart();

    private final PacketWriter writer = new PacketWriter(10);
    private final Decoder decoder = new Decoder(CODEC, 10);
    private int binaryLeft;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void eventsAndAcksComeBackTheSame(long seed) throws BadPacketException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            roundTrip(random);
        }
    }

    @Test
    void fieldsNamedLikeThoseOfAPlaceholderMayHoldObjects() throws BadPacketException {
        Object value = Map.of("num", List.of(1, Map.of("_placeholder", new byte[] {7})));

        Packet read = read(writer.event(
                Packet.MAIN,
                Packet.NO_ACK,
                "x",
                Message.builder("x").payload(value).build().written(CODEC).arguments()));

        assertThat(read.arguments().get(0).as(Object.class))
                .usingRecursiveComparison()
                .isEqualTo(value);
    }

    private void roundTrip(SplittableRandom random) throws BadPacketException {
        binaryLeft = 10;
        List<Object> values = list(random, 0);
        List<Payload> arguments =
                Message.builder("x").arguments(values).build().written(CODEC).arguments();
        String namespace = random.nextBoolean()
                ? Packet.MAIN
                : "/" + text(random).replace(',', ' ').replace('?', ' ');
        String name = text(random) + "!";
        boolean ack = random.nextInt(3) == 0;
        long id = ack || random.nextBoolean() ? random.nextInt(1 << 30) : Packet.NO_ACK;

        Packet read = read(ack ? writer.ack(namespace, id, arguments) : writer.event(namespace, id, name, arguments));

        assertThat(read.namespace()).isEqualTo(namespace);
        assertThat(read.ackId()).isEqualTo(id);
        assertThat(read.name()).isEqualTo(ack ? "" : name);
        List<Object> back = new ArrayList<>();
        for (Payload argument : read.arguments()) {
            back.add(argument.json().equals("null") ? null : argument.as(Object.class));
        }
        assertThat(back).usingRecursiveComparison().isEqualTo(values);
    }

    private Packet read(Frame... frames) throws BadPacketException {
        for (int i = 0; i < frames.length - 1; i++) {
            assertThat(decoder.receive(frames[i])).isEqualTo(Incoming.Bare.NOTHING);
        }
        return ((Incoming.Complete) decoder.receive(frames[frames.length - 1])).packet();
    }

    private Object value(SplittableRandom random, int depth) {
        switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0:
                return random.nextInt();
            case 1:
                return random.nextLong() | 1L << 40;
            case 2:
                return random.nextInt(1000) / 8.0;
            case 3:
                return random.nextBoolean();
            case 4:
                return bytes(random);
            case 5:
                return text(random);
            case 6:
                return list(random, depth + 1);
            default:
                Map<String, Object> map = new LinkedHashMap<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    map.put(text(random), value(random, depth + 1));
                }
                return map;
        }
    }

    private Object bytes(SplittableRandom random) {
        if (--binaryLeft < 0) {
            return "no more";
        }
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Object> list(SplittableRandom random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(random.nextInt(8) == 0 && depth == 0 ? null : value(random, depth + 1));
        }
        return list;
    }

    private static String text(SplittableRandom random) {
        String letters = "ab\"\\/,?-[]{}0:\u00e9\u2028\n\t";
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(6); left > 0; left--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return random.nextInt(5) == 0 ? text + "\ud83d\ude80" : text.toString();
    }
}
