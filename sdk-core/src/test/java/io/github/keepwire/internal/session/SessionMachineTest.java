// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.internal.retry.RetryPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionMachineTest {
    private static final long LINK = 7;
    private static final KeepwireException GONE = new KeepwireException(ErrorCode.LINK_LOST, "the cable was cut");

    private static final RetryPlan GIVE_UP = RetryPlan.giveUp("the cable was cut");
    private static final RetryPlan AGAIN = RetryPlan.again(3, Duration.ofSeconds(4));

    /** A plus marks a state that is closing. */
    @ParameterizedTest(name = "{0}, {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    IDLE          | connect         | ASKING_TOKEN  | ASK_TOKEN
                    IDLE          | token ready     | IDLE          |
                    IDLE          | link opened     | IDLE          |
                    IDLE          | handshake done  | IDLE          |
                    IDLE          | lost            | IDLE          |
                    IDLE          | close drained   | CLOSED+       | FINISH
                    IDLE          | close undrained | CLOSED+       | FINISH
                    IDLE          | drain over      | IDLE          |
                    ASKING_TOKEN  | connect         | ASKING_TOKEN  |
                    ASKING_TOKEN  | token ready     | OPENING       | OPEN_LINK
                    ASKING_TOKEN  | link opened     | ASKING_TOKEN  |
                    ASKING_TOKEN  | handshake done  | ASKING_TOKEN  |
                    ASKING_TOKEN  | lost            | FAILED        | DROP_LINK CONNECT_FAILED
                    ASKING_TOKEN  | close drained   | CLOSED+       | CONNECT_FAILED DROP_LINK FINISH
                    ASKING_TOKEN  | close undrained | ASKING_TOKEN+ | CONNECT_FAILED
                    ASKING_TOKEN  | drain over      | ASKING_TOKEN  |
                    OPENING       | connect         | OPENING       |
                    OPENING       | token ready     | OPENING       |
                    OPENING       | link opened     | HANDSHAKING   | START_PROTOCOL
                    OPENING       | handshake done  | OPENING       |
                    OPENING       | lost            | FAILED        | DROP_LINK CONNECT_FAILED
                    OPENING       | close drained   | CLOSED+       | CONNECT_FAILED DROP_LINK FINISH
                    OPENING       | close undrained | OPENING+      | CONNECT_FAILED
                    OPENING       | drain over      | OPENING       |
                    HANDSHAKING   | connect         | HANDSHAKING   |
                    HANDSHAKING   | token ready     | HANDSHAKING   |
                    HANDSHAKING   | link opened     | HANDSHAKING   |
                    HANDSHAKING   | handshake done  | OPEN          | CONNECTED GO_ONLINE
                    HANDSHAKING   | lost            | FAILED        | DROP_LINK CONNECT_FAILED
                    HANDSHAKING   | close drained   | CLOSED+       | CONNECT_FAILED DROP_LINK FINISH
                    HANDSHAKING   | close undrained | HANDSHAKING+  | CONNECT_FAILED
                    HANDSHAKING   | drain over      | HANDSHAKING   |
                    OPEN          | connect         | OPEN          |
                    OPEN          | token ready     | OPEN          |
                    OPEN          | link opened     | OPEN          |
                    OPEN          | handshake done  | OPEN          |
                    OPEN          | lost            | FAILED        | DROP_LINK CONNECT_FAILED
                    OPEN          | close drained   | CLOSING_LINK+ | CLOSE_LINK
                    OPEN          | close undrained | OPEN+         |
                    OPEN          | drain over      | OPEN          |
                    ASKING_TOKEN+ | connect         | ASKING_TOKEN+ |
                    ASKING_TOKEN+ | token ready     | OPENING+      | OPEN_LINK
                    ASKING_TOKEN+ | link opened     | ASKING_TOKEN+ |
                    ASKING_TOKEN+ | handshake done  | ASKING_TOKEN+ |
                    ASKING_TOKEN+ | lost            | CLOSED+       | DROP_LINK FINISH
                    ASKING_TOKEN+ | close drained   | ASKING_TOKEN+ |
                    ASKING_TOKEN+ | close undrained | ASKING_TOKEN+ |
                    ASKING_TOKEN+ | drain over      | CLOSED+       | DROP_LINK FINISH
                    OPENING+      | connect         | OPENING+      |
                    OPENING+      | token ready     | OPENING+      |
                    OPENING+      | link opened     | HANDSHAKING+  | START_PROTOCOL
                    OPENING+      | handshake done  | OPENING+      |
                    OPENING+      | lost            | CLOSED+       | DROP_LINK FINISH
                    OPENING+      | close drained   | OPENING+      |
                    OPENING+      | close undrained | OPENING+      |
                    OPENING+      | drain over      | CLOSED+       | DROP_LINK FINISH
                    HANDSHAKING+  | connect         | HANDSHAKING+  |
                    HANDSHAKING+  | token ready     | HANDSHAKING+  |
                    HANDSHAKING+  | link opened     | HANDSHAKING+  |
                    HANDSHAKING+  | handshake done  | OPEN+         | CONNECTED GO_ONLINE
                    HANDSHAKING+  | lost            | CLOSED+       | DROP_LINK FINISH
                    HANDSHAKING+  | close drained   | HANDSHAKING+  |
                    HANDSHAKING+  | close undrained | HANDSHAKING+  |
                    HANDSHAKING+  | drain over      | CLOSED+       | DROP_LINK FINISH
                    OPEN+         | connect         | OPEN+         |
                    OPEN+         | token ready     | OPEN+         |
                    OPEN+         | link opened     | OPEN+         |
                    OPEN+         | handshake done  | OPEN+         |
                    OPEN+         | lost            | CLOSED+       | DROP_LINK FINISH
                    OPEN+         | close drained   | OPEN+         |
                    OPEN+         | close undrained | OPEN+         |
                    OPEN+         | drain over      | CLOSING_LINK+ | CLOSE_LINK
                    CLOSING_LINK+ | connect         | CLOSING_LINK+ |
                    CLOSING_LINK+ | token ready     | CLOSING_LINK+ |
                    CLOSING_LINK+ | link opened     | CLOSING_LINK+ |
                    CLOSING_LINK+ | handshake done  | CLOSING_LINK+ |
                    CLOSING_LINK+ | lost            | CLOSED+       | DROP_LINK FINISH
                    CLOSING_LINK+ | close drained   | CLOSING_LINK+ |
                    CLOSING_LINK+ | close undrained | CLOSING_LINK+ |
                    CLOSING_LINK+ | drain over      | CLOSING_LINK+ |
                    CLOSED+       | connect         | CLOSED+       |
                    CLOSED+       | token ready     | CLOSED+       |
                    CLOSED+       | link opened     | CLOSED+       |
                    CLOSED+       | handshake done  | CLOSED+       |
                    CLOSED+       | lost            | CLOSED+       |
                    CLOSED+       | close drained   | CLOSED+       |
                    CLOSED+       | close undrained | CLOSED+       |
                    CLOSED+       | drain over      | CLOSED+       |
                    FAILED        | connect         | ASKING_TOKEN  | ASK_TOKEN
                    FAILED        | token ready     | FAILED        |
                    FAILED        | link opened     | FAILED        |
                    FAILED        | handshake done  | FAILED        |
                    FAILED        | lost            | FAILED        |
                    FAILED        | close drained   | CLOSED+       | FINISH
                    FAILED        | close undrained | CLOSED+       | FINISH
                    FAILED        | drain over      | FAILED        |
                    IDLE          | lost for now    | IDLE          |
                    IDLE          | retry due       | IDLE          |
                    ASKING_TOKEN  | lost for now    | WAITING       | DROP_LINK PLAN_RETRY
                    ASKING_TOKEN  | retry due       | ASKING_TOKEN  |
                    OPENING       | lost for now    | WAITING       | DROP_LINK PLAN_RETRY
                    OPENING       | retry due       | OPENING       |
                    HANDSHAKING   | lost for now    | WAITING       | DROP_LINK PLAN_RETRY
                    HANDSHAKING   | retry due       | HANDSHAKING   |
                    OPEN          | lost for now    | WAITING       | DROP_LINK PLAN_RETRY
                    OPEN          | retry due       | OPEN          |
                    WAITING       | lost for now    | WAITING       |
                    WAITING       | retry due       | ASKING_TOKEN  | ASK_TOKEN
                    FAILED        | lost for now    | FAILED        |
                    FAILED        | retry due       | FAILED        |
                    ASKING_TOKEN+ | lost for now    | WAITING+      | DROP_LINK PLAN_RETRY
                    ASKING_TOKEN+ | retry due       | ASKING_TOKEN+ |
                    OPENING+      | lost for now    | WAITING+      | DROP_LINK PLAN_RETRY
                    OPENING+      | retry due       | OPENING+      |
                    HANDSHAKING+  | lost for now    | WAITING+      | DROP_LINK PLAN_RETRY
                    HANDSHAKING+  | retry due       | HANDSHAKING+  |
                    OPEN+         | lost for now    | WAITING+      | DROP_LINK PLAN_RETRY
                    OPEN+         | retry due       | OPEN+         |
                    WAITING+      | lost for now    | WAITING+      |
                    WAITING+      | retry due       | ASKING_TOKEN+ | ASK_TOKEN
                    CLOSING_LINK+ | lost for now    | CLOSED+       | DROP_LINK FINISH
                    CLOSING_LINK+ | retry due       | CLOSING_LINK+ |
                    CLOSED+       | lost for now    | CLOSED+       |
                    CLOSED+       | retry due       | CLOSED+       |
                    WAITING       | connect         | WAITING       |
                    WAITING       | token ready     | WAITING       |
                    WAITING       | link opened     | WAITING       |
                    WAITING       | handshake done  | WAITING       |
                    WAITING       | lost            | WAITING       |
                    WAITING+      | connect         | WAITING+      |
                    WAITING+      | token ready     | WAITING+      |
                    WAITING+      | link opened     | WAITING+      |
                    WAITING+      | handshake done  | WAITING+      |
                    WAITING+      | lost            | WAITING+      |
                    WAITING       | close drained   | CLOSED+       | CONNECT_FAILED DROP_LINK FINISH
                    WAITING       | close undrained | WAITING+      | CONNECT_FAILED
                    WAITING       | drain over      | WAITING       |
                    WAITING+      | close drained   | WAITING+      |
                    WAITING+      | close undrained | WAITING+      |
                    WAITING+      | drain over      | CLOSED+       | DROP_LINK FINISH
                    """)
    void everyStateAnswersEveryInput(String state, String input, String next, String acts) {
        SessionState before = state(state);

        SessionMachine.Step step = SessionMachine.step(before, input(input, LINK));

        assertThat(step.acts()).isEqualTo(acts(acts));
        assertThat(step.next().phase()).isEqualTo(state(next).phase());
        assertThat(step.next().closing()).isEqualTo(state(next).closing());
        assertThat(step.next().link()).isEqualTo(step.acts().contains(Act.ASK_TOKEN) ? LINK + 1 : LINK);
    }

    @ParameterizedTest(name = "{0}, {1} of link {2}")
    @MethodSource("staleInputs")
    void inputsOfAnotherLinkChangeNothing(String state, String input, long link) {
        SessionState before = state(state);

        SessionMachine.Step step = SessionMachine.step(before, input(input, link));

        assertThat(step.next()).isEqualTo(before);
        assertThat(step.acts()).isEmpty();
    }

    static Stream<Object[]> staleInputs() {
        Stream<String> states = Stream.of(
                "IDLE",
                "ASKING_TOKEN",
                "OPENING",
                "HANDSHAKING",
                "OPEN",
                "OPENING+",
                "OPEN+",
                "CLOSING_LINK+",
                "FAILED");
        return states.flatMap(state -> Stream.of("token ready", "link opened", "handshake done", "lost")
                .flatMap(input -> Stream.of(LINK - 1, LINK + 1).map(link -> new Object[] {state, input, link})));
    }

    @Test
    void aLossIsToldWithItsErrorAndItsText() {
        SessionMachine.Step step = SessionMachine.step(state("OPEN"), new SessionInput.Lost(LINK, GONE, GIVE_UP));

        assertThat(step.error()).isSameAs(GONE);
        assertThat(step.reason()).isEqualTo("the cable was cut");
    }

    @Test
    void aLossWithoutTextStillHasAReason() {
        KeepwireException mute = new KeepwireException(ErrorCode.LINK_LOST, null);

        SessionMachine.Step step =
                SessionMachine.step(state("OPEN"), new SessionInput.Lost(LINK, mute, RetryPlan.giveUp("null")));

        assertThat(step.reason()).isNotNull();
    }

    @Test
    void whoeverWaitedToBeConnectedHearsThatTheClientWasClosed() {
        SessionMachine.Step step = SessionMachine.step(state("HANDSHAKING"), new SessionInput.CloseRequested(false));

        assertThat(step.error()).isNotNull();
        assertThat(step.error().code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(step.reason()).isEqualTo("close() was called");
    }

    @Test
    void eachAttemptHasItsOwnLinkNumber() {
        SessionState first = SessionMachine.step(SessionState.INITIAL, new SessionInput.Connect())
                .next();
        SessionState failed = SessionMachine.step(first, new SessionInput.Lost(first.link(), GONE, GIVE_UP))
                .next();
        SessionState second =
                SessionMachine.step(failed, new SessionInput.Connect()).next();

        assertThat(second.link()).isNotEqualTo(first.link());
        assertThat(SessionMachine.step(second, new SessionInput.TokenReady(first.link()))
                        .acts())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IDLE, IDLE",
        "ASKING_TOKEN, CONNECTING",
        "OPENING, CONNECTING",
        "HANDSHAKING, CONNECTING",
        "OPEN, OPEN",
        "ASKING_TOKEN+, CLOSING",
        "OPENING+, CLOSING",
        "HANDSHAKING+, CLOSING",
        "OPEN+, CLOSING",
        "CLOSING_LINK+, CLOSING",
        "CLOSED+, CLOSED",
        "WAITING, RECONNECTING",
        "WAITING+, CLOSING",
        "FAILED, FAILED"
    })
    void theApplicationSeesACoarserState(String state, ConnectionState visible) {
        assertThat(state(state).visible()).isEqualTo(visible);
    }

    @ParameterizedTest
    @CsvSource({
        "ASKING_TOKEN, RECONNECTING",
        "OPENING, RECONNECTING",
        "HANDSHAKING, RECONNECTING",
        "WAITING, RECONNECTING",
        "OPEN, OPEN",
        "OPENING+, CLOSING",
        "FAILED, FAILED"
    })
    void afterALossTheApplicationSeesThatItIsNotTheFirstAttempt(String state, ConnectionState visible) {
        assertThat(state(state, true).visible()).isEqualTo(visible);
    }

    @Test
    void anAttemptAfterALossIsKnownAsOneUntilTheConnectionIsOpen() {
        SessionState lost = SessionMachine.step(state("OPEN"), new SessionInput.Lost(LINK, GONE, AGAIN))
                .next();
        SessionState asking =
                SessionMachine.step(lost, new SessionInput.RetryDue("due")).next();

        assertThat(asking.again()).isTrue();
        assertThat(asking.to(Phase.HANDSHAKING).again()).isTrue();
        assertThat(asking.to(Phase.OPEN).again()).isFalse();
    }

    @Test
    void aLossThatIsNotTheEndTellsThePlan() {
        SessionMachine.Step step = SessionMachine.step(state("OPEN"), new SessionInput.Lost(LINK, GONE, AGAIN));

        assertThat(step.plan()).isEqualTo(AGAIN);
        assertThat(step.error()).isSameAs(GONE);
        assertThat(step.reason()).isEqualTo("the cable was cut");
    }

    private static SessionState state(String name) {
        return state(name, false);
    }

    private static SessionState state(String name, boolean again) {
        boolean closing = name.endsWith("+");
        return new SessionState(
                Phase.valueOf(closing ? name.substring(0, name.length() - 1) : name), LINK, closing, again);
    }

    private static SessionInput input(String name, long link) {
        return switch (name) {
            case "connect" -> new SessionInput.Connect();
            case "token ready" -> new SessionInput.TokenReady(link);
            case "link opened" -> new SessionInput.LinkOpened(link);
            case "handshake done" -> new SessionInput.HandshakeDone(link);
            case "lost" -> new SessionInput.Lost(link, GONE, GIVE_UP);
            case "lost for now" -> new SessionInput.Lost(link, GONE, AGAIN);
            case "retry due" -> new SessionInput.RetryDue("it is due");
            case "close drained" -> new SessionInput.CloseRequested(true);
            case "close undrained" -> new SessionInput.CloseRequested(false);
            case "drain over" -> new SessionInput.DrainOver();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<Act> acts(String names) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(" ")).map(Act::valueOf).toList();
    }
}
