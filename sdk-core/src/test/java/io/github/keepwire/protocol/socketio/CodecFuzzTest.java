// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.transport.Frame;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million mutated frames: whatever arrives is a packet, nothing or a typed error, and never another exception. */
class CodecFuzzTest {
    private static final int FRAMES = 250_000;
    private static final String[] SEEDS = {
        "0{\"sid\":\"6Z54\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}",
        "42[\"hello\",{\"a\":[1,2.5e3,null,true]},\"Q7xxN1y\"]",
        "42/chat,12[\"m\\u00e9\",\"\u00e9\ud83d\ude80\"]",
        "430[1,\"two\",{\"three\":3},null]",
        "452-1[\"bin\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]",
        "461-[{\"_placeholder\":true,\"num\":0}]",
        "40/chat,{\"sid\":\"s\",\"pid\":\"p\"}",
        "44/secure,{\"message\":\"no\",\"data\":{\"code\":1}}",
        "41/chat,",
        "bAQIDBA==",
        "2",
        ""
    };
    private static final String ALPHABET = "0123456789-/,[]{}\"\\:eb.+ \n\u0000\u00e9\ud83d\ude80_placehodrnumtf";

    private int packets;
    private int errors;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedFramesArePacketsOrTypedErrors(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Decoder decoder = new Decoder(new JacksonCodec().binaryApart(), 10);
        for (int i = 0; i < FRAMES; i++) {
            feed(decoder, frame(random));
        }
        assertThat(packets).isGreaterThan(FRAMES / 100);
        assertThat(errors).isGreaterThan(FRAMES / 10);
    }

    private void feed(Decoder decoder, Frame frame) {
        try {
            if (decoder.receive(frame) instanceof Incoming.Complete) {
                packets++;
            }
        } catch (BadPacketException expected) {
            errors++;
        } catch (RuntimeException e) {
            fail("threw for " + (frame.isText() ? frame.text() : frame), e);
        }
    }

    private static Frame frame(SplittableRandom random) {
        return random.nextInt(6) == 0
                ? Frame.binary(ByteBuffer.allocate(random.nextInt(4)))
                : Frame.text(mutated(random));
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
        for (int left = random.nextInt(4); left > 0; left--) {
            mutate(text, random);
        }
        return text.toString();
    }

    private static void mutate(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        String other = SEEDS[random.nextInt(SEEDS.length)];
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            case 1 -> text.setLength(at);
            case 2 -> text.insert(at, other, random.nextInt(other.length() + 1), other.length());
            default -> text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
        }
    }
}
