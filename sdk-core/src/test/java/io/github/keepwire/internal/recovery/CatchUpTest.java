// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.recovery.Gap.Numbered;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about each number. */
class CatchUpTest {
    private final List<String> log = new ArrayList<>();
    private final List<Gap> asked = new ArrayList<>();

    /** In the list of numbers, {@code 7'} is a message that carries something else than {@code 7}. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        // nothing is known of what came before the first
        "'0 1 2',            '0 1 2'",
        "'41 42',            '41 42'",
        "'1 2 5',            '1 2 GAP(3-4) 5'",
        "'1 3 4 6',          '1 GAP(2-2) 3 4 GAP(5-5) 6'",
        // the same again
        "'1 1',              '1 repeated'",
        "'1 2 3 2 3 4',      '1 2 3 repeated repeated 4'",
        "'5 6 7 5 6 7 8',    '5 6 7 repeated repeated repeated 8'",
        // the server has begun to count anew
        "'1 2 3 1'' 2'' 3'' 4', '1 2 3 RESET(3-1) 1'' 2'' 3'' 4'",
        "'7 8 9 2 3',        '7 8 9 RESET(9-2) 2 3'",
        "'1 1''',            '1 RESET(1-1) 1'''",
        "'0 0''',            '0 RESET(0-0) 0'''",
        "'1 2 3 2'' 3'' 4''', '1 2 3 RESET(3-2) 2'' 3'' 4'''",
        "'300 301 40 41',    '300 301 RESET(301-40) 40 41'",
        "'300 301 1 2 300',  '300 301 RESET(301-1) 1 2 GAP(3-299) 300'",
        // just within what is remembered, and just beyond
        "'1 256 1',          '1 GAP(2-255) 256 repeated'",
        "'1 257 1',          '1 GAP(2-256) 257 RESET(257-1) 1'",
        // late, but nobody has had it
        "'1 3 2 4',          '1 GAP(2-2) 3 2 4'",
        "'1 3 2 2 4',        '1 GAP(2-2) 3 2 repeated 4'",
        "'1 5 2 4 3 6',      '1 GAP(2-4) 5 2 4 3 6'",
        // huge
        "'5 9223372036854775807 6', '5 GAP(6-9223372036854775806) 9223372036854775807 RESET(9223372036854775807-6) 6'",
        "'9223372036854775807 9223372036854775807', '9223372036854775807 repeated'",
        "'9223372036854775806 9223372036854775807 0', "
                + "'9223372036854775806 9223372036854775807 RESET(9223372036854775807-0) 0'",
    })
    void withoutHistoryEachNumberMeansSomething(String numbers, String decided) {
        CatchUp catchUp = catchUp(false);

        for (String number : numbers.split(" ")) {
            hear(catchUp, null, number);
        }

        assertThat(String.join(" ", log)).isEqualTo(decided);
    }

    @Test
    void channelsAreCountedApart() {
        CatchUp catchUp = catchUp(false);

        hear(catchUp, "a", "1");
        hear(catchUp, "b", "7");
        hear(catchUp, null, "100");
        hear(catchUp, "a", "2");
        hear(catchUp, "b", "9");
        hear(catchUp, null, "101");

        assertThat(log).containsExactly("a:1", "b:7", "100", "a:2", "b:GAP(8-8)", "b:9", "101");
    }

    @Test
    void aChannelAndARoomOfTheSameNameAreCountedApart() {
        CatchUp catchUp = catchUp(false);

        arrived(catchUp, Scope.channel("a"), "1");
        arrived(catchUp, Scope.room("a"), "5");

        assertThat(log).containsExactly("a:1", "a:5");
    }

    @Test
    void whatIsMissedIsDeliveredBeforeWhatWaitsForIt() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "4");
        hear(catchUp, null, "5");
        assertThat(log).containsExactly("1", "ask(2-3)");
        assertThat(catchUp.behind()).isEqualTo(2);

        answer(catchUp, "3 2");

        assertThat(log).containsExactly("1", "ask(2-3)", "+2", "+3", "RECOVERED(2-3)", "4", "5");
        assertThat(catchUp.behind()).isZero();
        hear(catchUp, null, "6");
        assertThat(log).endsWith("6");
    }

    @Test
    void otherChannelsDoNotWait() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, "a", "1");
        hear(catchUp, "a", "3");

        hear(catchUp, "b", "1");

        assertThat(log).containsExactly("a:1", "a:ask(2-2)", "b:1");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "'',            'GAP(2-5)'",
        "'3',           'GAP(2-2) +3 GAP(4-5)'",
        "'2 3 5',       '+2 +3 GAP(4-4) +5'",
        "'2 2 3 4 5 5', '+2 +3 +4 +5 RECOVERED(2-5)'",
        "'0 1 2 3 4 5 6 7', '+2 +3 +4 +5 RECOVERED(2-5)'",
        "'5 4 3 2',     '+2 +3 +4 +5 RECOVERED(2-5)'",
    })
    void whatAHistoryDoesNotHaveIsToldInItsPlace(String found, String decided) {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "6");
        log.clear();

        answer(catchUp, found);

        boolean complete = decided.contains("RECOVERED");
        assertThat(String.join(" ", log)).isEqualTo(decided + (complete ? "" : " failed") + " 6");
    }

    @Test
    void messagesOfAnotherCountAreNoAnswer() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, "a", "1");
        hear(catchUp, "a", "3");

        catchUp.answered(asked.get(0), List.of(numbered(Scope.channel("b"), "2"), numbered(null, "2")));

        assertThat(log).endsWith("a:GAP(2-2)", "failed", "a:3");
    }

    @Test
    void aHistoryThatFailsIsToldAndNothingStalls() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "3");

        catchUp.failed(asked.get(0), "threw", null);

        assertThat(log).containsExactly("1", "ask(2-2)", "failed", "GAP(2-2)", "3");
    }

    @Test
    void anAnswerThatComesTwiceOrLateIsPassedOver() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "3");
        catchUp.failed(asked.get(0), "threw", null);
        log.clear();

        answer(catchUp, "2");
        catchUp.failed(asked.get(0), "threw", null);

        assertThat(log).isEmpty();
    }

    @Test
    void aGapWithinWhatWaitsIsFetchedNext() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "3");
        hear(catchUp, null, "5");
        hear(catchUp, null, "6");

        answer(catchUp, "2");
        assertThat(log).containsExactly("1", "ask(2-2)", "+2", "RECOVERED(2-2)", "3", "ask(4-4)");
        assertThat(catchUp.behind()).isEqualTo(2);
        answer(catchUp, "4");

        assertThat(log).endsWith("+4", "RECOVERED(4-4)", "5", "6");
        assertThat(catchUp.behind()).isZero();
    }

    @Test
    void aServerThatBeginsAnewDuringAFetchIsNoticedAfterIt() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "3");
        hear(catchUp, null, "1'");

        answer(catchUp, "2");

        assertThat(log).endsWith("+2", "RECOVERED(2-2)", "3", "RESET(3-1)", "1'");
    }

    @Test
    void aRepeatOfWhatWasFetchedIsDropped() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "3");
        hear(catchUp, null, "2");
        answer(catchUp, "2");

        assertThat(log).endsWith("+2", "RECOVERED(2-2)", "3", "repeated");
    }

    @Test
    void moreThanMayWaitIsNotWaitedFor() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        for (int number = 3; number < 3 + CatchUp.MOST_BEHIND; number++) {
            hear(catchUp, null, "" + number);
        }
        assertThat(catchUp.behind()).isEqualTo(CatchUp.MOST_BEHIND);
        assertThat(log).containsExactly("1", "ask(2-2)");

        hear(catchUp, null, "" + (3 + CatchUp.MOST_BEHIND));

        assertThat(log.subList(0, 6)).containsExactly("1", "ask(2-2)", "drop(2-2)", "failed", "GAP(2-2)", "3");
        assertThat(log).hasSize(5 + CatchUp.MOST_BEHIND + 1).endsWith("" + (3 + CatchUp.MOST_BEHIND));
        assertThat(catchUp.behind()).isZero();
    }

    @Test
    void moreBytesThanMayWaitAreNotWaitedFor() {
        CatchUp catchUp = catchUp(true);
        int half = (int) (CatchUp.MOST_BYTES_BEHIND / 2);
        hear(catchUp, null, "1");
        catchUp.arrived(position(null, "3"), message("3"), half);
        catchUp.arrived(position(null, "4"), message("4"), half);
        assertThat(log).containsExactly("1", "ask(2-2)");

        catchUp.arrived(position(null, "5"), message("5"), 1);
        assertThat(log).endsWith("drop(2-2)", "failed", "GAP(2-2)", "3", "4", "5");
        catchUp.arrived(position(null, "7"), message("7"), 2 * half);
        assertThat(log).endsWith("ask(6-6)");
        catchUp.arrived(position(null, "8"), message("8"), 1);

        assertThat(log).endsWith("drop(6-6)", "failed", "GAP(6-6)", "7", "8");
    }

    @Test
    void tooLongAGapIsNotFetched() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, null, "1");
        hear(catchUp, null, "10003");
        assertThat(log).containsExactly("1", "GAP(2-10002)", "10003");

        hear(catchUp, null, "20004");

        assertThat(log).endsWith("ask(10004-20003)");
    }

    @Test
    void whatIsForgottenBeginsAnew() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, "a", "1");
        hear(catchUp, "a", "3");

        catchUp.forget(Scope.channel("a"));
        hear(catchUp, "a", "9");

        assertThat(log).containsExactly("a:1", "a:ask(2-2)", "a:drop(2-2)", "a:3", "a:9");
        assertThat(catchUp.behind()).isZero();
    }

    @Test
    void atTheEndNothingWaits() {
        CatchUp catchUp = catchUp(true);
        hear(catchUp, "a", "1");
        hear(catchUp, "a", "3");
        hear(catchUp, "a", "5");

        catchUp.end();
        hear(catchUp, "a", "7");

        assertThat(log)
                .containsExactly(
                        "a:1",
                        "a:ask(2-2)",
                        "a:drop(2-2)",
                        "a:GAP(2-2)",
                        "a:3",
                        "a:GAP(4-4)",
                        "a:5",
                        "a:GAP(6-6)",
                        "a:7");
    }

    private CatchUp catchUp(boolean asks) {
        return new CatchUp(asks, new Writing());
    }

    private static void hear(CatchUp catchUp, String channel, String number) {
        arrived(catchUp, channel == null ? null : Scope.channel(channel), number);
    }

    private static void arrived(CatchUp catchUp, Scope scope, String number) {
        catchUp.arrived(position(scope, number), message(number), 1);
    }

    private void answer(CatchUp catchUp, String numbers) {
        Gap last = asked.get(asked.size() - 1);
        catchUp.answered(
                last,
                Arrays.stream(numbers.split(" "))
                        .filter(number -> !number.isEmpty())
                        .map(number -> numbered(last.scope, number))
                        .toList());
    }

    private static Numbered numbered(Scope scope, String number) {
        return new Numbered(position(scope, number), message(number), 1);
    }

    private static Message.Position position(Scope scope, String number) {
        return new Message.Position(scope, Long.parseLong(number.replace("'", "")));
    }

    private static Message message(String number) {
        return Message.builder(number).build();
    }

    /** Writes down what is decided. */
    private final class Writing implements CatchUp.Out {
        @Override
        public void deliver(Numbered numbered) {
            write(numbered.position().scope(), numbered.message().type());
        }

        @Override
        public void recovered(Numbered numbered) {
            write(numbered.position().scope(), "+" + numbered.message().type());
        }

        @Override
        public void repeated() {
            log.add("repeated");
        }

        @Override
        public void tell(Recovery event) {
            write(event.scope(), event.kind() + "(" + event.from() + "-" + event.to() + ")");
        }

        @Override
        public void failed(KeepwireException error) {
            assertThat(error.code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
            log.add("failed");
        }

        @Override
        public void ask(Gap gap) {
            asked.add(gap);
            write(gap.scope, "ask(" + gap.from + "-" + gap.to + ")");
        }

        @Override
        public void drop(Gap gap) {
            write(gap.scope, "drop(" + gap.from + "-" + gap.to + ")");
        }

        private void write(Scope scope, String what) {
            log.add((scope == null ? "" : scope.name() + ":") + what);
        }
    }
}
