// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Recovery;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Inbox;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What one life hears of the ticks: each number once and in order, or told before to be missing. Where the inbox may drop
 * messages, only that none comes twice.
 */
final class TickEar {
    private static final long NONE = -1;

    private final boolean hearsAll;
    /** Whether something may be missing. */
    private final BooleanSupplier excuse;

    private final Set<String> heard = new HashSet<>();
    private final Set<Long> missing = new HashSet<>();
    private long last = NONE;
    private int lastEpoch;
    /** The number that the server was told to go on with, or none. */
    private long announced = NONE;

    TickEar(Inbox inbox, BooleanSupplier excuse) {
        this.hearsAll = inbox.whenFull() == Inbox.WhenFull.PAUSE;
        this.excuse = excuse;
    }

    void heard(Message message) {
        long number = Long.parseLong(String.valueOf(message.payload().field("seq")));
        int epoch = Integer.parseInt(String.valueOf(message.payload().field("epoch")));
        assertThat(heard.add(number + " of " + epoch))
                .as("tick %s of %s comes once", number, epoch)
                .isTrue();
        lastEpoch = epoch;
        if (!hearsAll || last == NONE) {
            last = number;
        } else if (number <= last && announced == NONE) {
            assertThat(missing.remove(number))
                    .as("a late tick %s was missing", number)
                    .isTrue();
        } else {
            assertThat(number).as("the tick after %s", last).isEqualTo(announced == NONE ? last + 1 : announced);
            last = number;
            announced = NONE;
        }
    }

    void told(Recovery event) {
        if (!hearsAll) {
            heard.clear();
            return;
        }
        assertThat(announced).as("a tick follows a reset before %s", event).isEqualTo(NONE);
        switch (event.kind()) {
            case GAP -> {
                assertThat(excuse.getAsBoolean()).as("a reason for %s", event).isTrue();
                assertThat(event.from()).as("the gap after %s", last).isEqualTo(last + 1);
                for (long number = event.from(); number <= event.to(); number++) {
                    missing.add(number);
                }
                last = event.to();
            }
            case RECOVERED ->
                assertThat(event.to()).as("what is recovered was heard").isEqualTo(last);
            case RESET -> {
                assertThat(event.from()).as("the last number before a reset").isEqualTo(last);
                announced = event.to();
                missing.clear();
                heard.clear(); // from here on some may be repeated, as they were told
            }
        }
    }

    /** The server is well and has just said one. */
    void hasHeard(int epoch, long number) {
        if (hearsAll) {
            assertThat(lastEpoch + ":" + last).as("the last tick").isEqualTo(epoch + ":" + number);
        }
    }
}
