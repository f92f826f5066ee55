// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AlertHistoryTest {
    private final AlertHistory history = new AlertHistory(2);

    @Test
    void forgetsTheOldestBeyondItsLimit() {
        history.add("1", BlueAlert.at("hall"));
        history.add("2", BlueAlert.at("attic"));
        history.add("3", BlueAlert.at("garden"));

        assertThat(history.alerts()).extracting(BlueAlert::location).containsExactly("attic", "garden");
    }

    @Test
    void notesAnAlertThatComesTwiceOnce() {
        assertThat(history.add("1", BlueAlert.at("hall"))).isTrue();
        assertThat(history.add("1", BlueAlert.at("hall"))).isFalse();

        assertThat(history.alerts()).hasSize(1);
    }

    @Test
    void needsRoomForOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlertHistory(0))
                .withMessageContaining("0");
    }
}
