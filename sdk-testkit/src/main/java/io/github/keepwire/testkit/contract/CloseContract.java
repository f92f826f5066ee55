// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.testkit.ClientFrame;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Closing handshakes that we begin, answered or not (RFC 6455, section 7). */
public interface CloseContract extends TransportSource {
    /** Our close is sent with code and reason, behind what is queued, and ends once the peer has answered. */
    @Test
    default void ourCloseGoesBehindWhatIsQueuedAndIsAnswered() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();
            wire.sendText("first");
            wire.sendText("second");

            wire.link().close(1000, "done");

            assertThat(wire.server().readText()).isEqualTo("first");
            assertThat(wire.server().readText()).isEqualTo("second");
            ClientFrame close = wire.server().awaitClose();
            assertThat(close.closeCode()).isEqualTo(1000);
            assertThat(close.closeReason()).isEqualTo("done");
            wire.server().close(1000, "bye");
            Link.End end = wire.listener().awaitEnd();
            assertThat(end.kind()).isEqualTo(Link.End.Kind.CLOSED);
            assertThat(end.code()).isEqualTo(1000);
            wire.server().awaitEnd();
            assertThat(wire.listener().written()).isEqualTo(2);
        }
    }

    /** A paused link closes too: the peer's answer needs no demand of ours. */
    @Test
    default void ourCloseNeedsNoDemand() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();

            wire.link().close(1000, "");
            wire.server().awaitClose();
            wire.server().close(1000, "");

            assertThat(wire.listener().awaitEnd().kind()).isIn(Link.End.Kind.CLOSED, Link.End.Kind.ABORTED);
            wire.server().awaitEnd();
        }
    }

    /**
     * Codes every platform sends go out as they are.
     *
     * @return one test for each code
     */
    @TestFactory
    default Stream<DynamicTest> sendableCodesGoOutAsTheyAre() {
        return Stream.of(1000, 1001, 3000, 4001, 4999)
                .map(code -> DynamicTest.dynamicTest(
                        "code " + code, () -> assertThat(codeSentFor(code)).isEqualTo(code)));
    }

    /**
     * Codes that only some platforms send go out as they are, or as 1000.
     *
     * @return one test for each code
     */
    @TestFactory
    default Stream<DynamicTest> codesThatSomePlatformsSendGoOutAsTheyAreOrAs1000() {
        return Stream.of(1002, 1003, 1007, 1008, 1009, 1011, 1012)
                .map(code -> DynamicTest.dynamicTest(
                        "code " + code, () -> assertThat(codeSentFor(code)).isIn(code, 1000)));
    }

    /**
     * Codes that may not be on the wire go out as 1000.
     *
     * @return one test for each code
     */
    @TestFactory
    default Stream<DynamicTest> illegalCodesGoOutAs1000() {
        return Stream.of(-1, 0, 999, 1005, 1006, 1015, 5000, 70000)
                .map(code -> DynamicTest.dynamicTest(
                        "code " + code, () -> assertThat(codeSentFor(code)).isEqualTo(1000)));
    }

    private int codeSentFor(int code) {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            wire.link().close(code, "reason");
            return wire.server().awaitClose().closeCode();
        }
    }

    /** A reason that does not fit a control frame is cut between characters. */
    @Test
    default void aLongReasonIsCutBetweenCharacters() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect();
            String reason = "\ud83d\udea8".repeat(40);

            wire.link().close(1000, reason);

            String sent = wire.server().awaitClose().closeReason();
            assertThat(sent.getBytes(UTF_8).length).isBetween(116, 123);
            assertThat(reason).startsWith(sent);
        }
    }

    /** A peer that does not answer our close is dropped at the close deadline. */
    @Test
    default void aCloseThatIsNotAnsweredIsAborted() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = quickToClose(stage, stage.peer()).requestAll();

            wire.link().close(1000, "");
            wire.server().awaitClose();

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
            wire.server().awaitEnd();
        }
    }

    /** A close stuck behind writes that nobody reads is bounded by the close deadline, not by theirs. */
    @Test
    default void aCloseBehindStuckWritesIsAborted() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = quickToClose(
                    stage, stage.own(RawPeer.builder().receiveBufferBytes(4096).start()));
            String large = "z".repeat(256 * 1024);
            for (int i = 0; i < 64; i++) {
                wire.sendText(large);
            }

            wire.link().close(1000, "");

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.ABORTED);
        }
    }

    /** A peer that hangs up instead of answering our close ends it as well. */
    @Test
    default void aCloseAnsweredByHangingUpEnds() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = quickToClose(stage, stage.peer()).requestAll();

            wire.link().close(1000, "");
            wire.server().awaitClose();
            wire.server().close();

            assertThat(wire.listener().awaitEnd().kind()).isIn(Link.End.Kind.ABORTED, Link.End.Kind.LOST);
        }
    }

    /** A peer whose close crosses ours on the way ends the link once. */
    @Test
    default void closesThatCrossEndOnce() {
        try (Stage stage = Stage.of(this)) {
            for (int i = 0; i < 20; i++) {
                Wire wire = stage.connect().requestAll();

                wire.server().close(1001, "me too");
                wire.link().close(1000, "me first");

                assertThat(wire.listener().awaitEnd().kind()).isIn(Link.End.Kind.CLOSED, Link.End.Kind.CLOSED_BY_PEER);
                wire.server().awaitEnd();
            }
        }
    }

    /** A second close has no effect: one frame, one end. */
    @Test
    default void closingTwiceSendsOneFrame() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.link().close(1000, "first");
            wire.link().close(1001, "second");

            assertThat(wire.server().awaitClose().closeReason()).isEqualTo("first");
            wire.server().close(1000, "");
            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.CLOSED);
            wire.server().awaitEnd();
        }
    }

    /** A paused link with unread messages closes as well. */
    @Test
    default void aPausedLinkWithUnreadMessagesStillCloses() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = quickToClose(stage, stage.peer());
            for (int i = 0; i < 100; i++) {
                wire.server().text("unread");
            }

            wire.link().close(1000, "");
            wire.server().awaitClose();
            wire.server().close(1000, "");

            wire.listener().awaitEnd();
            wire.server().awaitEnd();
        }
    }

    /** Messages that were on their way when we closed do not disturb the close. */
    @Test
    default void messagesThatCrossOurCloseDoNotDisturbIt() {
        try (Stage stage = Stage.of(this)) {
            Wire wire = stage.connect().requestAll();

            wire.link().close(1000, "");
            for (int i = 0; i < 10; i++) {
                wire.server().text("crossing");
            }
            wire.server().awaitClose();
            wire.server().close(1000, "");

            assertThat(wire.listener().awaitEnd().kind()).isEqualTo(Link.End.Kind.CLOSED);
        }
    }

    private static Wire quickToClose(Stage stage, RawPeer peer) {
        return stage.connect(
                peer, Stage.request(peer).closeTimeout(Duration.ofMillis(300)).writeTimeout(Duration.ofMinutes(1)));
    }
}
