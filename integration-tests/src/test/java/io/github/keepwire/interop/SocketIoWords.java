// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Payload;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.SendOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts, numbers, names and bytes that are easily mangled on their way to the official server and back; once for each transport. */
abstract class SocketIoWords extends SocketIoTrouble {
    // numbers

    @Test
    void integersAreExactInWhatWeSendAndRoundedByTheServer() throws Exception {
        RealtimeClient client = connected("");
        long odd = (1L << 53) + 1;

        Payload written =
                ack(client, "as-written", odd, Long.MAX_VALUE, new BigInteger("123456789012345678901234567890"));

        assertThat(written.as(String.class))
                .contains("[\"as-written\",9007199254740993,9223372036854775807,123456789012345678901234567890]");
        assertThat(ack(client, "echo", odd).as(Long.class)).isEqualTo(1L << 53);
    }

    @Test
    void integersOfTheServerAreReadExactly() throws Exception {
        RealtimeClient client = connected("");

        message(client, "raw", "42[\"big\",9007199254740993,0.1,1e3,-0]");

        List<Payload> arguments = next("big").arguments();
        assertThat(arguments.get(0).as(Long.class)).isEqualTo(9_007_199_254_740_993L);
        assertThat(arguments.get(1).as(BigDecimal.class)).isEqualByComparingTo("0.1");
        assertThat(arguments.get(2).as(Double.class)).isEqualTo(1000.0);
        assertThat(arguments.get(3).as(Integer.class)).isZero();
    }

    @Test
    void whatIsNoNumberOfJsonIsRefusedHere() throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<?> loss = lossOf(client);

        assertThat(failureOf(client.emit("echo", Double.NaN).accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(failureOf(client.emitWithAck("echo", Double.class, List.of(Float.NEGATIVE_INFINITY)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(ack(client, "echo", "NaN").as(Double.class)).isNaN();
        assertThat(loss).isNotDone();
    }

    // texts

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00e9\u4e2d\ud83d\ude80\ud83d\udc69\u200d\ud83d\ude80",
                "\u2028\u2029\ufeff\u0000\u001f\u007f",
                "\"\\/\b\f\n\r\t</script>",
                "42[\"x\"]",
                "{\"_placeholder\":true,\"num\":0}",
                "\udbff\udfff",
            })
    void textsTravelAsValuesAsKeysAndAsNamesOfEvents(String text) throws Exception {
        RealtimeClient client = connected("");

        assertThat(ack(client, "echo", text).as(String.class)).isEqualTo(text);
        assertThat(ack(client, "echo", Map.of(text, text)).asMap()).isEqualTo(Map.of(text, text));
        if (!text.isBlank() && text.chars().noneMatch(Character::isISOControl)) { // no type of a message has those
            message(client, "raw", "42[" + quoted(text) + ",1]");
            assertThat(next(text).payload().as(Integer.class)).isEqualTo(1);
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            json.append(String.format("\\u%04x", (int) each));
        }
        return json.append('"').toString();
    }

    @Test
    void halfAPairIsNoTextAndIsRefusedHere() throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<?> loss = lossOf(client);

        assertThat(failureOf(client.send("echo", "half \ud83d a pair").accepted()))
                .hasMessageContaining("half a surrogate pair at offset 6");

        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
        assertThat(loss).isNotDone();
    }

    @Test
    void aTextOfManyFramesArrivesWhole() throws Exception {
        RealtimeClient client = connected("");
        String text = "\ud83d\ude80\u4e2d".repeat(60_000);

        assertThat(ack(client, "echo", text).as(String.class)).isEqualTo(text);
    }

    // names

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreRefusedHereAndTheLinkLives(String name) throws Exception {
        RealtimeClient client = connected("");
        CompletableFuture<?> loss = lossOf(client);

        assertThat(outcome(client, name, 1).error()).hasMessageContaining("reserved");

        assertThat(ack(client, "echo", 1).json()).isEqualTo("1");
        assertThat(loss).isNotDone();
    }

    @Test
    void namesThatOnlyTheirLibraryKnowsAreOrdinaryNames() throws Exception {
        RealtimeClient client = connected("");
        Set<String> types = ConcurrentHashMap.newKeySet();
        client.onAny(message -> types.add(message.type()));
        List<String> names = List.of("open", "error", "ping", "reconnect", "message", "close");

        for (String name : names) {
            message(client, "raw", "42[\"" + name + "\"]");
        }

        await().atMost(ofSeconds(PATIENCE_SECONDS)).until(() -> types.containsAll(names));
        assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
    }

    // bytes

    @Test
    void theServerSendsBytesOfItsOwn() throws Exception {
        RealtimeClient client = connected("");

        message(client, "say-back", new byte[] {1, 2}, "between", Map.of("deep", List.of(new byte[] {3})));

        List<Payload> arguments = next("back").arguments();
        assertThat(arguments.get(0).as(byte[].class)).containsExactly(1, 2);
        assertThat(arguments.get(1).as(String.class)).isEqualTo("between");
        List<?> deep = (List<?>) arguments.get(2).asMap().get("deep");
        assertThat((byte[]) deep.get(0)).containsExactly(3);
    }

    @Test
    void tenBinaryPartsComeBackInTheirOrder() throws Exception {
        RealtimeClient client = connected("");
        Object[] parts = new Object[10];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new byte[] {(byte) i};
        }

        message(client, "say-back", parts);

        List<Payload> arguments = next("back").arguments();
        assertThat(arguments).hasSize(10);
        for (int i = 0; i < parts.length; i++) {
            assertThat(arguments.get(i).as(byte[].class)).containsExactly(i);
        }
    }

    @Test
    void binaryEventsOfManyThreadsAreNotMixed() throws Exception {
        RealtimeClient client = connected("");
        List<CompletableFuture<Outcome>> waiting = Collections.synchronizedList(new ArrayList<>());
        List<Thread> senders = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            byte mark = (byte) thread;
            senders.add(new Thread(() -> {
                for (int i = 0; i < 25; i++) {
                    List<byte[]> parts = List.of(new byte[] {mark}, new byte[] {mark, (byte) i});
                    waiting.add(client.send("echo", parts, ACKED).outcome());
                }
            }));
        }
        senders.forEach(Thread::start);
        for (Thread each : senders) {
            each.join();
        }

        for (CompletableFuture<Outcome> each : waiting) {
            List<?> parts = each.get(PATIENCE_SECONDS, TimeUnit.SECONDS).reply().as(List.class);
            assertThat(((byte[]) parts.get(0))[0]).isEqualTo(((byte[]) parts.get(1))[0]);
        }
        assertThat(waiting).hasSize(200);
    }

    @Test
    void bytesTravelWithinANamespace() throws Exception {
        RealtimeClient client = connected("");
        confirmed(client.subscribe("/chat", message -> {}));

        Outcome outcome = outcome(client, Scope.channel("/chat"), "echo", (Object) new byte[] {9, 8});

        assertThat(outcome.reply().as(byte[].class)).containsExactly(9, 8);
    }

    // shapes

    @Test
    void anEventMayHaveNoArguments() throws Exception {
        RealtimeClient client = connected("");

        client.send(Message.builder("say-back").arguments(List.of()).build(), SendOptions.queued());

        assertThat(next("back").arguments()).isEmpty();
    }

    @Test
    void deeplyNestedValuesComeBack() throws Exception {
        RealtimeClient client = connected("");
        Object value = "core";
        for (int i = 0; i < 50; i++) {
            value = i % 2 == 0 ? Arrays.asList(value, null) : Map.of("in", value);
        }

        assertThat(ack(client, "echo", value).as(Object.class)).isEqualTo(value);
    }
}
