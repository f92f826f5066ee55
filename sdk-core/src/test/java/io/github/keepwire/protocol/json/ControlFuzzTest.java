// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server makes of its confirmations, errors and heartbeats, no session throws, and none says more than is known. */
class ControlFuzzTest {
    private static final List<String> FRAMES = List.of(
            "{\"type\":\"subscribed\",\"channels\":[\"gesture\",\"system\"],\"timestamp\":1640000000000}",
            "{\"type\":\"unsubscribed\",\"channels\":[\"system\"]}",
            "{\"type\":\"error\",\"data\":{\"error\":\"x\",\"code\":\"RATE_LIMIT\",\"retryAfter\":2,\"id\":\"m-1\"}}",
            "{\"type\":\"heartbeat\",\"data\":{},\"timestamp\":\"2026-01-15T10:30:15Z\"}",
            "{\"type\":\"live_metrics\",\"data\":{\"device_id\":\"d1\",\"timestamp\":1640000000000}}",
            "{\"type\":\"alertAck\",\"payload\":{\"alertId\":\"a\",\"groupId\":\"hall\"}}",
            "{\"type\":\"joined\",\"data\":{\"room\":\"hall\",\"users\":[{\"id\":\"ann\"},{\"id\":\"bob\"}]}}",
            "{\"type\":\"user_left\",\"data\":{\"room\":\"hall\",\"user\":\"bob\"}}",
            "{\"type\":\"refused\",\"data\":{\"to\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"why\":\"no\"}}");
    private static final String ALPHABET = "{}[]\":,\\ \n0123456789.eE+-truefalsnl\u0000\u00e9\ud83d\u2028ty";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void mutatedFramesHarmNoSession(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        JsonDialect own = JsonDialect.channels().toBuilder()
                .refusedBy("refused", "data.to.name", "data.why")
                .join("[$room]")
                .joinedBy("joined", "data.room")
                .members("data.users", "id")
                .memberLeftBy("user_left", "data.room", "data.user")
                .roomField("groupId")
                .ack("alertAck", "payload.alertId")
                .build();
        for (JsonDialect dialect : List.of(JsonDialect.topics(), JsonDialect.channels(), own)) {
            Sessions one = Sessions.opened(dialect).enters("gesture", "metrics_d1");
            for (int i = 0; i < 3_000; i++) {
                one.hears(mutated(FRAMES.get(random.nextInt(FRAMES.size())), random));
            }
            one.heard.delivered.forEach(
                    message -> assertThat(message.scopes()).isSubsetOf(Sessions.channels("gesture", "metrics_d1")));
            assertThat(one.heard.malformed).isNotEmpty();
        }
    }

    private static String mutated(String frame, SplittableRandom random) {
        StringBuilder text = new StringBuilder(frame);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> text.insert(at, frame, 0, random.nextInt(frame.length()));
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(6)));
            }
        }
        return text.toString();
    }
}
