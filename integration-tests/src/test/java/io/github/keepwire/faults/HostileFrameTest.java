// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.message.Message;
import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.ServerFrames;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are made to harm whoever reads them, or that follow another version of the dialect. */
@ParameterizedClass
@EnumSource(Platform.class)
class HostileFrameTest {
    private static final int ROOM_FOR_ALL_OF_THEM = 4 << 20;

    private final RawPeer peer = RawPeer.start();
    private final Witness witness;

    HostileFrameTest(Platform platform) {
        witness = Witness.of(platform, peer.uri("/ws"), b -> b.maxMessageBytes(ROOM_FOR_ALL_OF_THEM));
    }

    @BeforeEach
    void open() {
        witness.opened();
    }

    @AfterEach
    void close() {
        witness.close();
        peer.close();
    }

    @ParameterizedTest
    @EnumSource(Bomb.class)
    void aDocumentThatIsABurdenToReadIsReportedAndTheConnectionLives(Bomb bomb) {
        Answering server = Answering.on(peer.connection());

        server.text(Envelope.with("bomb", "\"payload\":" + bomb.json()));

        assertMalformedAndAlive(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "42",
                "[]",
                "{",
                "{} {}",
                "{\"type\":\"x\"} true",
                "{\"type\":\"x\",\"type\":\"y\"}",
                "{\"type\":7}",
                "{\"type\":null}",
                "{\"type\":{\"type\":\"x\"}}",
                "{\"payload\":{}}",
                "{\"type\":\"x\",\"deviceId\":[]}",
                "{\"type\":\"x\",\"timestamp\":1700000000000}",
                "{\"type\":\"x\",\"id\":1.5}",
                "{\"type\":\"x\",\"deviceId\":\"\\u0000\"}"
            })
    void aFrameThatIsNoEnvelopeIsReportedAndCountedAndTheConnectionLives(String frame) {
        Answering server = Answering.on(peer.connection());

        server.text(frame);

        assertMalformedAndAlive(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deviceId", "timestamp"})
    void anEnvelopeThatLacksWhatTheRulesWantIsReportedAndCountedAndTheConnectionLives(String field) {
        Answering server = Answering.on(peer.connection());

        server.text(Envelope.of("x").replace("\"" + field + "\"", "\"other\""));

        assertThat(witness.awaitError(ErrorCode.INVALID_MESSAGE)).hasMessageContaining(nameOf(field));
        assertThat(witness.client().stats().inbound().invalid()).isEqualTo(1);
        assertAlive(server);
    }

    @Test
    void textThatIsNotUtf8IsAProtocolErrorAndTheClientComesBack() {
        peer.connection().write(ServerFrames.part(Opcode.TEXT, true, new byte[] {'a', (byte) 0xFF, 'b'}));

        ConnectionException error =
                Witness.why(witness.await(ConnectionState.RECONNECTING), ErrorCode.PROTOCOL_VIOLATION);
        assertThat(error).hasMessageContaining("localhost:" + peer.port());
        witness.await(ConnectionState.OPEN, 2);
        assertThat(witness.messages()).isEmpty();
        assertThat(peer.accepted()).isEqualTo(2);
    }

    @Test
    void aTypeThatNobodyKnowsAndFieldsThatNobodyKnowsAreNoErrors() {
        Answering server = Answering.on(peer.connection());

        server.text(Envelope.with("fromTheFuture", "\"priority\":{\"of\":[\"a\",\"later\"]},\"payload\":{\"a\":1}"));

        Message message = witness.awaitMessage("fromTheFuture");
        assertThat(message.payload().toString()).doesNotContain("later");
        assertAlive(server);
        assertThat(witness.errors()).isEmpty();
    }

    /** The parser's limits follow the size of messages that the client takes; what passes them is measured by the rules. */
    @Test
    void aDocumentOfVeryManyKeysIsOverTheRulesAndTheConnectionLives() {
        Answering server = Answering.on(peer.connection());
        String keys = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"" + Integer.toString(i, Character.MAX_RADIX) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));

        server.text(Envelope.with("bomb", "\"payload\":" + keys));

        witness.awaitError(ErrorCode.MESSAGE_TOO_LARGE);
        assertAlive(server);
        assertThat(witness.errors()).hasSize(1);
        assertThat(witness.messages()).hasSize(1);
    }

    private void assertMalformedAndAlive(Answering server) {
        assertThat(witness.awaitError(ErrorCode.MALFORMED_FRAME)).hasMessageContaining("frame");
        assertThat(witness.client().stats().inbound().malformed()).isEqualTo(1);
        assertAlive(server);
        assertThat(witness.errors()).hasSize(1);
        assertThat(witness.messages()).hasSize(1);
    }

    private void assertAlive(Answering server) {
        server.text(Envelope.of("fine"));
        witness.awaitMessage("fine");
        assertThat(witness.client().state()).isEqualTo(ConnectionState.OPEN);
        assertThat(peer.accepted()).isEqualTo(1);
    }

    private static String nameOf(String field) {
        return field.equals("deviceId") ? "sender" : field;
    }

    /** Documents that cost their reader more than their writer. */
    enum Bomb {
        A_HUNDRED_THOUSAND_LEVELS {
            @Override
            String json() {
                return "[".repeat(100_000) + "]".repeat(100_000);
            }
        },
        A_MILLION_DIGITS {
            @Override
            String json() {
                return "9".repeat(1_000_000);
            }
        },
        TWO_MILLION_NUMBERS {
            @Override
            String json() {
                return "[0" + ",0".repeat(1_999_999) + "]";
            }
        };

        abstract String json();

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
