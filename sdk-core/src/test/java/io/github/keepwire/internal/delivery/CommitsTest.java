// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.delivery.Commits.Commit;
import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.SendOptions;
import org.junit.jupiter.api.Test;

class CommitsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Commits commits = new Commits();

    @Test
    void nothingGatheredIsNothingToDo() {
        assertThat(commits.next(0)).isNull();
        assertThat(commits.last()).isNull();
    }

    @Test
    void whatGathersWhileOneIsUnderWayGoesTogetherInTheNext() {
        Outgoing first = add("1");
        Commit one = commits.next(0);
        Outgoing second = add("2");
        Outgoing third = add("3");
        commits.remove(7);
        assertThat(commits.next(0)).isNull();

        commits.done();
        Commit two = commits.next(0);

        assertThat(one.added()).containsExactly(first);
        assertThat(two.added()).containsExactly(second, third);
        assertThat(two.removed()).containsExactly(7L);
    }

    @Test
    void removalsThatFailedAreTriedAgainAfterASecond() {
        commits.remove(7);
        Commit failed = commits.next(100);
        commits.remove(8);
        assertThat(commits.nextDue()).isEqualTo(Alarm.NEVER);

        commits.failed(failed, 100);

        assertThat(commits.nextDue()).isEqualTo(100 + SECOND);
        assertThat(commits.next(99 + SECOND)).isNull();
        assertThat(commits.next(100 + SECOND).removed()).containsExactly(7L, 8L);
    }

    @Test
    void removalsThatFailedGoWithTheNextAddition() {
        commits.remove(7);
        commits.failed(commits.next(0), 0);

        Outgoing added = add("1");
        Commit next = commits.next(1);

        assertThat(next.added()).containsExactly(added);
        assertThat(next.removed()).containsExactly(7L);
    }

    @Test
    void additionsThatFailedAreNotTriedAgain() {
        add("1");
        commits.failed(commits.next(0), 0);

        assertThat(commits.next(10 * SECOND)).isNull();
        assertThat(commits.nextDue()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void theLastOneWaitsForNoBetterTime() {
        commits.remove(7);
        commits.failed(commits.next(0), 0);

        assertThat(commits.next(1)).isNull();
        assertThat(commits.last().removed()).containsExactly(7L);
        assertThat(commits.isUnderWay()).isTrue();
    }

    private Outgoing add(String id) {
        Outgoing outgoing = new Outgoing(Message.builder("x").id(id).build(), SendOptions.queued(), 1, 0);
        commits.add(outgoing);
        return outgoing;
    }
}
