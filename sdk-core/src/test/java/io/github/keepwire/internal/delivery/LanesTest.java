// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.internal.loop.Alarm;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.policy.Priority;
import io.github.keepwire.policy.SendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    private static final SendOptions QUEUED = SendOptions.queued();
    private static final SendOptions ACKED = SendOptions.acked(Duration.ofSeconds(10));

    private final Lanes lanes = new Lanes();
    private long sequence;

    @Test
    void theMoreUrgentGoesFirstAndWithinAPriorityTheOlder() {
        add("low", QUEUED.priority(Priority.LOW));
        add("normal 1", QUEUED);
        add("other", QUEUED.key("other"));
        add("normal 2", QUEUED);
        add("high", QUEUED.priority(Priority.HIGH).key("other"));

        assertThat(takeAll(true)).containsExactly("high", "normal 1", "other", "normal 2", "low");
    }

    @Test
    void whatIsSentAgainGoesAheadOfWhatIsNewer() {
        Outgoing first = add("1", ACKED);
        add("2", QUEUED);
        lanes.remove(first);
        add("3", QUEUED.key("other"));

        lanes.add(first);

        assertThat(takeAll(true)).containsExactly("1", "2", "3");
    }

    @Test
    void aClosedWindowHoldsBackOnlyTheLanesWhoseHeadWantsAnAck() {
        add("acked", ACKED);
        add("behind it", QUEUED);
        add("queued", QUEUED.key("other"));
        add("acked behind", ACKED.key("other"));
        add("low", QUEUED.priority(Priority.LOW));

        assertThat(takeAll(false)).containsExactly("queued", "low");
        assertThat(takeAll(true)).containsExactly("acked", "behind it", "acked behind");
    }

    @Test
    void aVolatileMessageDoesNotWaitBehindWhatIsHeld() {
        add("acked", ACKED);
        add("volatile", SendOptions.volatileOnly());

        assertThat(takeAll(false)).containsExactly("volatile");
    }

    @Test
    void aHeldLaneIsPassedOverUntilItsTime() {
        Outgoing head = add("1", QUEUED);
        add("2", QUEUED);
        add("other", QUEUED.key("other"));
        lanes.hold(head, 50);
        assertThat(lanes.nextRelease()).isEqualTo(50);

        assertThat(takeAll(true)).containsExactly("other");
        lanes.release(49);
        assertThat(lanes.first(true)).isNull();
        lanes.release(50);

        assertThat(lanes.nextRelease()).isEqualTo(Alarm.NEVER);
        assertThat(takeAll(true)).containsExactly("1", "2");
    }

    @Test
    void aHoldIsForTheHeadAndNotForWhatComesAfterIt() {
        Outgoing head = add("1", QUEUED);
        add("2", QUEUED);
        lanes.hold(head, 50);

        lanes.remove(head);

        assertThat(takeAll(true)).containsExactly("2");
    }

    @Test
    void aParkedLaneWaitsForNewsOfItsScopeAlone() {
        Scope hall = Scope.channel("hall");
        lanes.park(add("hall 1", QUEUED), hall);
        add("hall 2", QUEUED);
        lanes.park(add("any", QUEUED.key("any")), null);
        add("other", QUEUED.key("other"));
        assertThat(takeAll(true)).containsExactly("other");

        assertThat(lanes.told(Scope.channel("yard"))).isTrue();
        assertThat(takeAll(true)).containsExactly("any");
        assertThat(lanes.told(Scope.channel("yard"))).isFalse();
        assertThat(lanes.told(hall)).isTrue();
        assertThat(lanes.hasParked()).isFalse();

        assertThat(takeAll(true)).containsExactly("hall 1", "hall 2");
    }

    @Test
    void whoIsNoLongerAtTheHeadParksNobody() {
        Outgoing first = add("1", QUEUED);
        Outgoing second = add("2", QUEUED);

        lanes.park(second, null);
        assertThat(lanes.first(true)).isSameAs(first);
        lanes.park(first, Scope.channel("hall"));
        lanes.remove(first);

        assertThat(lanes.hasParked()).isFalse();
        assertThat(takeAll(true)).containsExactly("2");
    }

    @Test
    void eachPriorityTellsItsMessagesOldestFirst() {
        add("1", QUEUED);
        Outgoing held = add("2", QUEUED.key("other"));
        lanes.hold(held, 50);
        add("3", ACKED);
        add("low", QUEUED.priority(Priority.LOW));

        assertThat(lanes.inOrder(Priority.NORMAL)).extracting(Outgoing::id).containsExactly("1", "2", "3");
        assertThat(lanes.all()).extracting(Outgoing::id).containsExactly("1", "2", "3", "low");
    }

    /** Against a model that sorts a plain list. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void nothingGetsLostOrOutOfOrder(long seed) {
        Random random = new Random(seed);
        List<Outgoing> model = new ArrayList<>();
        List<Outgoing> taken = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            int choice = random.nextInt(8);
            if (choice < 3) {
                model.add(add("m" + step, anyOptions(random)));
            } else if (choice < 5) {
                take(random.nextBoolean(), model, taken);
            } else if (choice == 5 && !taken.isEmpty()) {
                Outgoing again = taken.remove(random.nextInt(taken.size()));
                lanes.add(again);
                model.add(again);
            } else if (choice == 6 && !model.isEmpty()) {
                lanes.remove(model.remove(random.nextInt(model.size())));
            }
            assertThat(lanes.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(lanes.all()).hasSameSizeAs(model);
        }
    }

    private void take(boolean windowOpen, List<Outgoing> model, List<Outgoing> taken) {
        Outgoing expected = model.stream()
                .filter(o -> isHead(o, model) && (windowOpen || !o.isAcked()))
                .min(Comparator.comparing((Outgoing o) -> o.lane().priority()).thenComparing(Lane.BY_AGE))
                .orElse(null);
        Outgoing first = lanes.first(windowOpen);
        assertThat(first).isSameAs(expected);
        if (first != null) {
            lanes.remove(first);
            model.remove(first);
            taken.add(first);
        }
    }

    private static boolean isHead(Outgoing outgoing, List<Outgoing> model) {
        return model.stream()
                .noneMatch(other -> other.lane().equals(outgoing.lane()) && other.sequence < outgoing.sequence);
    }

    private static SendOptions anyOptions(Random random) {
        SendOptions kind = switch (random.nextInt(3)) {
            case 0 -> QUEUED;
            case 1 -> ACKED;
            default -> SendOptions.volatileOnly();
        };
        return kind.priority(Priority.values()[random.nextInt(3)]).key("k" + random.nextInt(3));
    }

    private Outgoing add(String id, SendOptions options) {
        Outgoing outgoing = new Outgoing(Message.builder("test").id(id).build(), options, 1, 0);
        outgoing.sequence = ++sequence;
        lanes.add(outgoing);
        return outgoing;
    }

    private List<String> takeAll(boolean windowOpen) {
        List<String> ids = new ArrayList<>();
        for (Outgoing next = lanes.first(windowOpen); next != null; next = lanes.first(windowOpen)) {
            lanes.remove(next);
            ids.add(next.id());
        }
        return ids;
    }
}
