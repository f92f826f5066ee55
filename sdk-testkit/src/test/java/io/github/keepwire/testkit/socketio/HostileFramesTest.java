// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testing.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, the server survives it, and goes on serving others. */
class HostileFramesTest {
    private static final List<String> SEEDS = List.of(
            "40",
            "40/chat,{\"token\":\"x\",\"pid\":\"p\",\"offset\":\"o1\"}",
            "41/chat,",
            "42[\"join_room\",{\"roomId\":\"hall\"}]",
            "4212[\"send_message\",{\"roomId\":\"hall\",\"message\":\"hi\"}]",
            "42/chat,7[\"a\",[1,{\"b\":null}],1e9,\"\\u00e9\"]",
            "430[true]",
            "452-[\"p\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
            "461-0[{\"_placeholder\":true,\"num\":0}]",
            "3",
            "bAQID");
    private static final String SPICE = "0123456789-,/[]{}\":\\_a\u0000\ud83d";

    private final SocketIoHub hub = new SocketIoHub(
            SocketIoSettings.defaults().history(5),
            new ManualTime(1).environment().ticker());

    @Test
    void mutatedFramesDoNoHarm() {
        Random dice = new Random(4);
        RecordedWire hostile = RecordedWire.in(hub, "mallory");
        int ends = 0;
        for (int i = 0; i < 200_000; i++) {
            if (dice.nextInt(20) == 0) {
                hostile.says(new byte[dice.nextInt(4)]);
            } else {
                hostile.says(mutated(SEEDS.get(dice.nextInt(SEEDS.size())), dice));
            }
            if (!hostile.end.isEmpty()) {
                ends++;
                hostile.link.ended();
                hostile = RecordedWire.in(hub, "mallory");
            }
            hostile.forget().binaries.clear();
        }

        assertThat(ends).isBetween(1_000, 199_000);
        RecordedWire alice = new RecordedWire(hub, Map.of()).says("40").says("420[\"fine\"]");
        assertThat(alice.last()).isEqualTo("430[{\"success\":true}]");
    }

    private static String mutated(String seed, Random dice) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = dice.nextInt(3); i > 0 && text.length() > 0; i--) {
            int at = dice.nextInt(text.length());
            char spice = SPICE.charAt(dice.nextInt(SPICE.length()));
            switch (dice.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, spice);
                case 2 -> text.setCharAt(at, spice);
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }
}
