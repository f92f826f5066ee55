// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void isPerfectWhenEverythingArrivesOnce() {
        var score = Score.of(Set.of("a", "b"), List.of("b", "a"));

        assertThat(score).hasToString("accepted=2 delivered=2 lost=0 duplicates=0");
        assertThat(score.isPerfect(2)).isTrue();
    }

    @Test
    void countsWhatDoesNotArriveAsLost() {
        var score = Score.of(Set.of("a", "b"), List.of("a"));

        assertThat(score).hasToString("accepted=2 delivered=1 lost=1 duplicates=0");
        assertThat(score.isPerfect(2)).isFalse();
    }

    @Test
    void countsWhatArrivesTwiceAsDuplicate() {
        var score = Score.of(Set.of("a", "b"), List.of("a", "b", "a", "a"));

        assertThat(score).hasToString("accepted=2 delivered=2 lost=0 duplicates=2");
        assertThat(score.isPerfect(2)).isFalse();
    }

    @Test
    void isNotPerfectWhenLessWasAcceptedThanSent() {
        assertThat(Score.of(Set.of("a"), List.of("a")).isPerfect(2)).isFalse();
    }
}
