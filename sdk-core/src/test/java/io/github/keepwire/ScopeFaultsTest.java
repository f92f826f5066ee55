// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static io.github.keepwire.event.Subscription.State.ACTIVE;
import static io.github.keepwire.event.Subscription.State.ENDED;
import static io.github.keepwire.event.Subscription.State.REFUSED;
import static io.github.keepwire.event.Subscription.State.SUBSCRIBING;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer wrongly or never, names that cannot travel, and wishes that change at the wrong moment. */
class ScopeFaultsTest {
    private final List<String> heard = new ArrayList<>();
    private final MessageListener listener =
            message -> heard.add(message.payload().json());
    private final Rig rig = new Rig(builder -> builder.reconnect(
            Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)).noJitter())));

    // what a server may do

    @Test
    void aServerThatNeverConfirmsIsReportedAndNothingElseSuffers() {
        rig.connected();
        Subscription good = rig.client.subscribe("good", listener);
        rig.run();
        rig.hear("in|good|");
        Subscription deaf = rig.client.subscribe("deaf", listener);
        CompletableFuture<Void> joining = rig.client.room("deaf").join();

        rig.advance(ofSeconds(31));

        assertThat(deaf.state()).isEqualTo(REFUSED);
        assertThat(failureOf(deaf.confirmed()).code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
        assertThat(failureOf(joining).code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
        assertThat(good.state()).isEqualTo(ACTIVE);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aServerThatConfirmsTwiceIsHeardOnce() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        List<Subscription.State> states = new ArrayList<>();
        subscription.onState(change -> states.add(change.current()));
        rig.run();

        rig.hear("in|a|");
        rig.hear("in|a|");

        assertThat(states).containsExactly(ACTIVE);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aServerThatConfirmsWhatWasNotAskedIsPassedOver() {
        rig.connected();
        rig.hear("in|stranger|");
        rig.hear("in|#stranger|");
        rig.hear("out|stranger|");
        rig.hear("no|stranger|why");

        assertThat(rig.client.room("stranger").isJoined()).isFalse();
        Subscription asked = rig.client.subscribe("stranger", listener);
        rig.run();
        assertThat(asked.state()).isEqualTo(SUBSCRIBING);
        assertThat(rig.server.payloads("enter")).containsExactly("stranger");
    }

    @Test
    void aServerThatRefusesOneOfFiveLeavesFour() {
        List<Subscription> five = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            five.add(rig.client.subscribe(name, listener));
        }
        rig.connected();
        assertThat(rig.server.payloads("enter")).containsExactly("a,b,c,d,e");

        rig.hear("no|c|not for you");
        for (String name : List.of("a", "b", "d", "e")) {
            rig.hear("in|" + name + "|");
        }

        assertThat(five).extracting(Subscription::state).containsExactly(ACTIVE, ACTIVE, REFUSED, ACTIVE, ACTIVE);
        assertThat(five.get(2).refusal())
                .hasValueSatisfying(why -> assertThat(why).hasMessage("not for you"));
        rig.server.peer().cut();
        rig.advance(ofSeconds(2));
        assertThat(rig.server.payloads("enter")).endsWith("a,b,d,e");
    }

    @Test
    void aServerThatIsGoneIsNotTakenForOneThatRefuses() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        CompletableFuture<Void> joining = rig.client.room("hall").join();
        rig.server.peer().blackHole();

        rig.advance(ofSeconds(35));

        assertThat(rig.server.peers).as("the dead link was left").hasSize(2);
        assertThat(subscription.state()).isEqualTo(SUBSCRIBING);
        assertThat(joining).isNotDone();
        rig.hear("in|a|");
        rig.hear("in|#hall|");
        assertThat(subscription.state()).isEqualTo(ACTIVE);
        assertThat(joining).isCompleted();
    }

    // names

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a\u0000b", "line\nbreak", "bell\u0007", "del\u007f", "\u0085", "\u2028", "half \ud800"})
    void aNameWithControlCharactersIsRefusedAtOnceAndNotRepeated(String name) {
        rig.connected();

        assertThatThrownBy(() -> rig.client.subscribe(name, listener)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rig.client.room(name)).isInstanceOf(IllegalArgumentException.class);
        rig.run();
        assertThat(rig.server.frames).isEmpty();
    }

    @Test
    void aNameOfTenKilobytesIsRefusedAtOnceAndNotRepeated() {
        String name = "x".repeat(10_240);

        assertThatThrownBy(() -> rig.client.subscribe(name, listener))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(500));
        assertThatThrownBy(() -> rig.client.room(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRoomAndAChannelOfOneNameAreStrangers() {
        rig.connected();
        Subscription channel = rig.client.subscribe("hall", listener);
        Room room = rig.client.room("hall");
        CompletableFuture<Void> joined = room.join();
        rig.run();
        rig.hear("in|#hall|");
        assertThat(channel.state()).isEqualTo(SUBSCRIBING);
        rig.hear("in|hall|");

        room.leave();
        rig.run();
        rig.hear("out|#hall|");
        rig.hear("on|hall|1");

        assertThat(joined).isCompleted();
        assertThat(channel.state()).isEqualTo(ACTIVE);
        assertThat(heard).containsExactly("1");
        assertThat(rig.server.payloads("leave")).containsExactly("#hall");
    }

    // the wrong moment

    @Test
    void joiningDuringLeavingJoinsAgainOnceItIsLeft() {
        Room room = joined("hall");
        CompletableFuture<Void> left = room.leave();
        rig.run();
        CompletableFuture<Void> again = room.join();
        rig.run();
        assertThat(left).isCompleted();
        assertThat(rig.server.payloads("enter")).hasSize(1);

        rig.hear("out|#hall|");
        rig.hear("in|#hall|");

        assertThat(again).isCompleted();
        assertThat(room.isJoined()).isTrue();
        assertThat(rig.server.payloads("enter")).containsExactly("#hall", "#hall");
    }

    @Test
    void leavingDuringJoiningEndsBoth() {
        rig.connected();
        Room room = rig.client.room("hall");
        CompletableFuture<Void> joining = room.join();
        rig.run();
        CompletableFuture<Void> left = room.leave();
        rig.run();
        rig.hear("in|#hall|");

        assertThat(failureOf(joining).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(left).isCompleted();
        assertThat(room.isJoined()).isFalse();
        assertThat(rig.server.payloads("leave")).containsExactly("#hall");
    }

    @Test
    void anOutageBetweenLeavingAndJoiningAgainJoinsOnce() {
        Room room = joined("hall");
        room.leave();
        CompletableFuture<Void> again = room.join();
        rig.run();
        rig.server.peer().cut();
        rig.advance(ofSeconds(2));
        assertThat(again).isNotDone();

        rig.hear("in|#hall|");

        assertThat(again).isCompleted();
        assertThat(rig.server.payloads("enter")).containsExactly("#hall", "#hall");
    }

    @Test
    void leavingDuringAnOutageIsNotSaidAndNotUndone() {
        Room room = joined("hall");
        rig.server.peer().cut();
        rig.run();
        CompletableFuture<Void> left = room.leave();

        rig.advance(ofSeconds(2));

        assertThat(left).isCompleted();
        assertThat(rig.server.payloads("enter")).hasSize(1);
        assertThat(rig.server.payloads("leave")).isEmpty();
    }

    @Test
    void closingDuringJoiningEndsEveryFuture() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        CompletableFuture<Void> joining = rig.client.room("hall").join();
        rig.run();

        CompletableFuture<Void> closed = rig.client.closeAsync(ZERO);
        CompletableFuture<Void> leaving = rig.client.room("hall").leave();
        rig.advance(ofSeconds(10));

        assertThat(closed).isCompleted();
        assertThat(leaving).isCompleted();
        assertThat(failureOf(joining)).isNotNull();
        assertThat(failureOf(subscription.confirmed()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(subscription.state()).isEqualTo(ENDED);
    }

    @Test
    void aClosedClientAnswersEveryWish() {
        rig.connected();
        rig.client.closeAsync(ZERO);
        rig.advance(ofSeconds(10));

        Subscription subscription = rig.client.subscribe("a", listener);
        CompletableFuture<Void> joining = rig.client.room("hall").join();
        CompletableFuture<Void> leaving = rig.client.room("hall").leave();
        rig.run();

        assertThat(failureOf(subscription.confirmed()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(failureOf(joining).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(leaving).isCompleted();
    }

    @Test
    void whatIsConfirmedJustAfterItWasClosedStaysClosed() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        rig.run();
        subscription.close();
        rig.run();
        rig.hear("in|a|");
        rig.hear("on|a|late");
        rig.hear("out|a|");

        assertThat(subscription.state()).isEqualTo(ENDED);
        assertThat(heard).isEmpty();
        assertThat(rig.server.payloads("leave")).containsExactly("a");
    }

    @Test
    void aServerThatNeverConfirmsALeavingIsAskedAgainOnceThatIsOverdue() {
        Room room = joined("hall");
        room.leave();
        CompletableFuture<Void> again = room.join();
        rig.run();

        rig.advance(ofSeconds(11));
        rig.hear("in|#hall|");

        assertThat(again).isCompleted();
    }

    // storms

    @Test
    void subscribingAndClosingInsideCallbacksSettles() {
        rig.connected();
        Subscription steady = rig.client.subscribe("a", listener);
        List<Subscription> storm = new ArrayList<>();
        steady.onState(change -> {
            for (int i = 0; i < 100; i++) {
                Subscription one = rig.client.subscribe("a", message -> {});
                one.onState(next -> one.close());
                storm.add(one);
            }
        });
        rig.run();

        rig.hear("in|a|");
        rig.hear("on|a|1");

        assertThat(storm).hasSize(100).allMatch(one -> one.state() == ENDED);
        assertThat(steady.state()).isEqualTo(ACTIVE);
        assertThat(heard).containsExactly("1");
        assertThat(rig.server.payloads("enter")).containsExactly("a");
        assertThat(rig.server.payloads("leave")).isEmpty();
    }

    @Test
    void oneChannelSubscribedToTenThousandTimesIsOneOnTheWire() {
        rig.connected();
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(rig.client.subscribe("a", listener));
        }
        rig.run();
        rig.hear("in|a|");
        rig.hear("on|a|1");
        assertThat(heard).hasSize(10_000);
        assertThat(rig.server.payloads("enter")).containsExactly("a");

        all.forEach(Subscription::close);
        rig.run();

        assertThat(all).allMatch(one -> one.state() == ENDED);
        assertThat(rig.server.payloads("leave")).containsExactly("a");
    }

    @Test
    void tenThousandChannelsAreWantedAndNotOneMore() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            all.add(rig.client.subscribe("channel" + i, listener));
        }
        rig.connected();
        all.subList(0, 10_000).forEach(one -> rig.server.say("in|" + one.channel() + "|"));
        rig.run();

        assertThat(all.subList(0, 10_000)).allMatch(one -> one.state() == ACTIVE);
        assertThat(all.get(10_000).state()).isEqualTo(REFUSED);
        rig.server.peer().cut();
        rig.advance(ofSeconds(2));
        assertThat(rig.server.payloads("enter")).hasSize(2);
    }

    private Room joined(String name) {
        rig.connected();
        Room room = rig.client.room(name);
        room.join();
        rig.run();
        rig.hear("in|#" + name + "|");
        assertThat(room.isJoined()).isTrue();
        return room;
    }
}
