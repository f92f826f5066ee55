// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.github.keepwire.transport.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemandTest {
    private final Demand demand = new Demand();
    private final List<Long> requests = new ArrayList<>();
    private final Link link = mock(Link.class);

    @BeforeEach
    void listen() {
        doAnswer(call -> requests.add(call.getArgument(0))).when(link).request(anyLong());
    }

    @Test
    void beginsWithOneFrameSinceItMayBeALargeOne() {
        assertThat(demand.isNone()).isTrue();

        demand.renew(link);

        assertThat(requests).containsExactly(1L);
        assertThat(demand.isNone()).isFalse();
    }

    @Test
    void opensToSixteenSmallFramesAndAsksAgainForHalfOfThem() {
        demand.renew(link);
        demand.received(200);
        demand.renew(link);
        for (int i = 0; i < 7; i++) {
            demand.received(200);
            demand.renew(link);
        }
        assertThat(requests).containsExactly(1L, 16L);

        demand.received(200);
        demand.renew(link);

        assertThat(requests).containsExactly(1L, 16L, 8L);
    }

    @Test
    void asksForNothingWhileEnoughIsOnItsWay() {
        demand.renew(link);
        demand.renew(link);

        assertThat(requests).containsExactly(1L);
    }

    @Test
    void largeFramesNarrowTheWindowForGood() {
        demand.renew(link);
        demand.received(100);
        demand.renew(link);

        demand.received(300_000);
        demand.renew(link);
        assertThat(requests).containsExactly(1L, 16L);
        for (int i = 0; i < 14; i++) {
            demand.received(100);
            demand.renew(link);
        }

        assertThat(requests).as("three frames of 300 kB fit in a mebibyte").containsExactly(1L, 16L, 2L);
    }

    @Test
    void giantsAndEmptyFramesComeOneAtATimeAndSixteenAtATime() {
        Demand giants = new Demand();
        giants.renew(link);
        giants.received(5 << 20);
        giants.renew(link);
        assertThat(requests).containsExactly(1L, 1L);
        requests.clear();

        demand.renew(link);
        demand.received(0);
        demand.renew(link);

        assertThat(requests).containsExactly(1L, 16L);
    }

    @Test
    void isNoneOnceAllThatWasAskedForHasCome() {
        demand.renew(link);
        demand.received(10);

        assertThat(demand.isNone()).isTrue();
    }
}
