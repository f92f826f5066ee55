// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentsTest {
    private final Residents residents = new Residents();
    private final List<String> evicted = new ArrayList<>();

    @Test
    void closingEvictsWhatIsThereOnce() {
        Residents.Resident gone = () -> evicted.add("gone");
        residents.add(() -> evicted.add("one"));
        residents.add(gone);
        residents.remove(gone);

        assertThat(residents.close()).isTrue();
        assertThat(residents.close()).isFalse();

        assertThat(evicted).containsExactly("one");
    }

    @Test
    void whoComesLaterIsEvictedAtOnce() {
        residents.close();

        residents.add(() -> evicted.add("late"));

        assertThat(evicted).containsExactly("late");
    }
}
