// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.message.Identity;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.transport.Frame;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives is a message or malformed: one of both, and never an exception. */
class EnvelopeFuzzTest {
    private static final String VALID =
            "{\"type\":\"blueAlert\",\"id\":\"a-1\",\"deviceId\":\"c\",\"deviceName\":\"C\","
                    + "\"timestamp\":\"2026-01-15T10:30:15Z\",\"payload\":{\"alertId\":\"x\",\"n\":[1,2.5,null,true]}}";
    private static final String ALPHABET =
            "{}[]\":,\\ \n0123456789.eE+-truefalsnl\u0000\u00e9\ud83d\ude80\u2028typayldi";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mutatedEnvelopesAreMessagesOrMalformed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Protocol.Session session = JsonDialect.deviceEnvelope()
                .newSession(new Protocol.SessionContext(Identity.ANONYMOUS, new JacksonCodec(), 1 << 20));
        for (int i = 0; i < 5_000; i++) {
            String text = mutated(random);
            Heard heard = new Heard();
            session.received(Frame.text(text), heard);
            assertThat(heard.delivered.size() + heard.malformed.size()).as(text).isEqualTo(1);
        }
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : VALID);
        int mutations = 1 + random.nextInt(6);
        for (int i = 0; i < mutations; i++) {
            mutate(text, random);
        }
        return text.toString();
    }

    private static void mutate(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            case 1 -> text.setLength(at);
            case 2 -> text.insert(at, VALID, 0, random.nextInt(VALID.length()));
            default -> text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
        }
    }
}
