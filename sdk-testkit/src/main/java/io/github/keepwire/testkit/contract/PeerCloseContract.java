// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.Opcode;
import io.github.keepwire.testkit.ServerFrames;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.Transport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Closing handshakes that the peer begins, legal or not (RFC 6455, section 7). */
public interface PeerCloseContract extends TransportSource {
    /**
     * A legal close of the peer is told with its code and reason, and answered.
     *
     * @return one test for each code
     */
    @TestFactory
    default Stream<DynamicTest> aCloseOfThePeerIsToldAndAnswered() {
        return Stream.of(1000, 1001, 1008, 1011, 1012, 1013, 1014, 3000, 4001, 4999)
                .map(code -> DynamicTest.dynamicTest("code " + code, () -> {
                    try (Stage stage = Stage.of(this)) {
                        Wire wire = stage.connect().requestAll();

                        wire.server().close(code, "see you \u20ac");

                        Link.End end = wire.listener().awaitEnd();
                        assertThat(end.kind()).isEqualTo(Link.End.Kind.CLOSED_BY_PEER);
                        assertThat(end.code()).isEqualTo(code);
                        assertThat(end.reason()).isEqualTo("see you \u20ac");
                        wire.server().awaitClose();
                        wire.server().awaitEnd();
                    }
                }));
    }

    /**
     * Codes that may not be on the wire end the link as errors.
     *
     * @return one test for each code
     */
    @TestFactory
    default Stream<DynamicTest> anIllegalCloseCodeIsAProtocolError() {
        return Stream.of(0, 999, 1005, 1006, 1015, 5000, 65535)
                .map(code -> DynamicTest.dynamicTest("code " + code, () -> {
                    try (Stage stage = Stage.of(this)) {
                        Wire wire = stage.connect().requestAll();

                        wire.server().close(code, "");

                        assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.PROTOCOL_ERROR);
                        wire.server().awaitEnd();
                    }
                }));
    }

    /** A close without a code is told as 1005. */
    @Test
    default void aCloseWithoutACodeIsToldAs1005() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().write(ServerFrames.closeWithoutCode());

            Link.End end = wire.listener().awaitEnd();
            assertThat(end.kind()).isEqualTo(Link.End.Kind.CLOSED_BY_PEER);
            assertThat(end.code()).isEqualTo(1005);
            wire.server().awaitEnd();
        }
    }

    /** Messages before the close come before the end. */
    @Test
    default void messagesBeforeTheCloseAreDeliveredFirst() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            for (int i = 0; i < 10; i++) {
                wire.server().text("message " + i);
            }
            wire.server().close(1001, "going");

            for (int i = 0; i < 10; i++) {
                wire.request(1);
                assertThat(wire.listener().awaitText()).isEqualTo("message " + i);
            }
            wire.request(1);

            assertThat(wire.listener().awaitEnd().code()).isEqualTo(1001);
        }
    }

    /** A close within a message drops what came of it. */
    @Test
    default void aCloseWithinAMessageDropsTheRest() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server()
                    .write(
                            ServerFrames.part(Opcode.TEXT, false, "half of".getBytes(UTF_8)),
                            ServerFrames.close(1001, "going"));

            Link.End end = wire.listener().awaitEnd();
            assertThat(end.kind()).isEqualTo(Link.End.Kind.CLOSED_BY_PEER);
            assertThat(end.code()).isEqualTo(1001);
            assertThat(wire.listener().received()).isZero();
        }
    }

    /** What comes behind a close frame is not looked at (RFC 6455, section 5.5.1). */
    @Test
    default void whatComesBehindACloseIsIgnored() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server()
                    .write(
                            ServerFrames.close(1000, "done"),
                            ServerFrames.text("one more thing"),
                            ServerFrames.close(1011, "and another"),
                            new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});

            Link.End end = wire.listener().awaitEnd();
            assertThat(end.kind()).isEqualTo(Link.End.Kind.CLOSED_BY_PEER);
            assertThat(end.code()).isEqualTo(1000);
            wire.server().awaitEnd();
            assertThat(wire.listener().received()).isZero();
        }
    }

    /** A reason that is not UTF-8 is an error where the platform looks, and made printable elsewhere. */
    @Test
    default void aReasonThatIsNotUtf8() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().write(ServerFrames.part(Opcode.CLOSE, true, new byte[] {0x03, (byte) 0xE8, (byte) 0xFF}));

            Link.End end = wire.listener().awaitEnd();
            if (stage.can(Transport.Capability.REJECTS_INVALID_UTF8)) {
                assertThat(end.kind()).isEqualTo(Link.End.Kind.PROTOCOL_ERROR);
            } else {
                assertThat(end.kind()).isEqualTo(Link.End.Kind.CLOSED_BY_PEER);
                assertThat(end.code()).isEqualTo(1000);
            }
        }
    }

    /** A peer that closes and keeps its end of the stream open does not keep ours open. */
    @Test
    default void aPeerThatClosesAndLingersIsNotWaitedForForEver() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.server().close(1000, "");

            wire.listener().awaitEnd();
            wire.server().awaitClose();
            wire.server().awaitEnd();
        }
    }
}
