// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Registration;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.policy.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Listeners of every family: their order, what happens to them inside a callback, and how all of them go at once. */
class RealtimeClientClearTest {
    private final Rig rig = new Rig(builder -> builder.reconnect(Reconnect.defaults()));
    private final List<String> heard = new ArrayList<>();

    private MessageListener hearing(String name) {
        return message -> heard.add(name);
    }

    @Test
    void clearRemovesTheListenersOfEveryFamily() {
        rig.connected();
        rig.client.on("note", hearing("on"));
        rig.client.once("note", hearing("once"));
        rig.client.onAny(hearing("any"));
        rig.client.onState(change -> heard.add("state"));
        rig.client.onRoom(event -> heard.add("room event"));
        rig.client.onSnapshot(snapshot -> heard.add("snapshot"));
        rig.client.onError(event -> heard.add("error"));
        rig.client.onOutcome(event -> heard.add("outcome"));
        rig.client.room("hall").on("update", hearing("room"));
        rig.client.room("hall").join();
        rig.run();
        rig.hear("in|#hall|");
        heard.clear();

        rig.client.clear();
        rig.hear("note||1");
        rig.hear("on|#hall|1");
        rig.hear("nonsense");
        rig.server.peer().cut();
        rig.run();

        assertThat(heard).isEmpty();
    }

    @Test
    void clearUnsubscribesAndLeavesNothing() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", hearing("a"));
        subscription.onState(change -> heard.add("to " + change.current()));
        rig.client.room("hall").join();
        rig.run();
        rig.hear("in|a|");
        rig.hear("in|#hall|");
        heard.clear();

        rig.client.clear();
        rig.hear("on|a|1");

        assertThat(heard).containsExactly("a");
        assertThat(rig.server.payloads("leave")).isEmpty();
        assertThat(rig.client.room("hall").isJoined()).isTrue();
        subscription.close();
        rig.run();
        assertThat(heard).containsExactly("a", "to ENDED");
    }

    @Test
    void whoComesAfterClearIsHeardAsEver() {
        rig.connected();
        rig.client.on("note", hearing("before"));
        rig.client.clear();
        rig.client.clear();
        rig.client.on("note", hearing("after"));
        rig.client.onError(event -> heard.add("error"));

        rig.hear("note||1");
        rig.hear("nonsense");

        assertThat(heard).containsExactly("after", "error");
    }

    @Test
    void clearInsideACallbackStopsTheMessageAtHandToo() {
        rig.connected();
        rig.client.on("note", hearing("first"));
        rig.client.on("note", message -> rig.client.clear());
        rig.client.on("note", hearing("behind"));
        rig.client.onAny(hearing("any"));

        rig.hear("note||1");
        rig.hear("note||2");

        assertThat(heard).containsExactly("first");
    }

    @Test
    void clearInsideAnObserverOfStatesStopsTheOthers() {
        rig.client.onState(change -> rig.client.clear());
        rig.client.onState(change -> heard.add("state"));
        rig.client.onSnapshot(snapshot -> heard.add("snapshot"));

        rig.connected();

        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerAddedInsideACallbackHearsTheNextMessage() {
        rig.connected();
        rig.client.once("note", message -> rig.client.once("note", hearing("inner")));

        rig.hear("note||1");
        assertThat(heard).isEmpty();
        rig.hear("note||2");
        rig.hear("note||3");

        assertThat(heard).containsExactly("inner");
    }

    @Test
    void onceInsideOnOfTheSameTypeIsCalledOnceEach() {
        rig.connected();
        rig.client.on("note", message -> {
            heard.add("on");
            rig.client.once("note", hearing("once"));
        });

        rig.hear("note||1");
        rig.hear("note||2");

        assertThat(heard).containsExactly("on", "on", "once");
    }

    @Test
    void aListenerMayRemoveItselfAndTheNext() {
        rig.connected();
        AtomicReference<Registration> own = new AtomicReference<>();
        AtomicReference<Registration> next = new AtomicReference<>();
        own.set(rig.client.on("note", message -> {
            heard.add("own");
            own.get().close();
            next.get().close();
        }));
        next.set(rig.client.on("note", hearing("next")));
        rig.client.on("note", hearing("last"));

        rig.hear("note||1");
        rig.hear("note||2");

        assertThat(heard).containsExactly("own", "last", "last");
    }

    @Test
    void theSameListenerTwiceIsCalledTwiceAndRemovedOneByOne() {
        rig.connected();
        MessageListener same = hearing("same");
        Registration first = rig.client.on("note", same);
        rig.client.on("note", same);
        rig.hear("note||1");
        assertThat(heard).hasSize(2);

        first.close();
        first.close();
        rig.hear("note||2");

        assertThat(heard).hasSize(3);
    }

    @Test
    void observersOfEachFamilyAreCalledInTheOrderOfTheirRegistration() {
        rig.client.onState(change -> heard.add("state 1"));
        rig.client.onState(change -> heard.add("state 2"));
        rig.client.onSnapshot(snapshot -> heard.add("snapshot 1"));
        rig.client.onSnapshot(snapshot -> heard.add("snapshot 2"));
        rig.connected();
        assertThat(heard.subList(0, 4)).containsExactly("state 1", "state 2", "snapshot 1", "snapshot 2");

        heard.clear();
        rig.client.onError(event -> heard.add("error 1"));
        rig.client.onError(event -> heard.add("error 2"));
        rig.client.onRoom(event -> heard.add("room 1"));
        rig.client.onRoom(event -> heard.add("room 2"));
        rig.hear("nonsense");
        rig.hear("made|#lobby|");

        assertThat(heard).containsExactly("error 1", "error 2", "room 1", "room 2");
    }

    @Test
    void anObserverOfSnapshotsThatThrowsHarmsNoOther() {
        rig.client.onSnapshot(snapshot -> {
            throw new IllegalStateException("planned");
        });
        rig.client.onSnapshot(snapshot -> heard.add("snapshot"));

        rig.connected();
        rig.client.closeAsync(Duration.ZERO);
        rig.run();

        assertThat(heard).hasSizeGreaterThanOrEqualTo(3);
        assertThat(rig.errors).hasSize(heard.size());
    }
}
