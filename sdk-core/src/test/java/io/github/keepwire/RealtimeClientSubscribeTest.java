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
import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.Reconnect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Channels: what is wanted, what the server confirmed, and who hears what. */
class RealtimeClientSubscribeTest {
    private final List<String> heard = new ArrayList<>();
    private final MessageListener listener =
            message -> heard.add(message.payload().json());
    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));

    @Test
    void aSubscriptionIsActiveOnceTheServerConfirmsIt() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("status", listener);
        rig.run();
        assertThat(subscription.state()).isEqualTo(SUBSCRIBING);
        assertThat(subscription.confirmed()).isNotDone();

        rig.hear("in|status|");
        rig.hear("on|status|1");

        assertThat(asked()).containsExactly("status");
        assertThat(subscription.state()).isEqualTo(ACTIVE);
        assertThat(subscription.confirmed()).isCompleted();
        assertThat(heard).containsExactly("1");
    }

    @Test
    void whatIsSubscribedToBeforeConnectingIsAskedForInOneFrame() {
        rig.client.subscribe("a", listener);
        rig.client.subscribe("b", listener);

        rig.connected();

        assertThat(asked()).containsExactly("a,b");
    }

    @Test
    void aDialectWithoutConfirmationsIsTakenAtItsWord() {
        rig.dialect.confirms = false;
        Subscription subscription = rig.client.subscribe("a", listener);

        rig.connected();

        assertThat(subscription.state()).isEqualTo(ACTIVE);
    }

    @Test
    void severalListenersShareOneSubscriptionOnTheWire() {
        rig.connected();
        Subscription first = rig.client.subscribe("a", listener);
        Subscription second = rig.client.subscribe("a", listener);
        rig.run();
        rig.hear("in|a|");
        rig.hear("on|a|1");
        assertThat(asked()).containsExactly("a");
        assertThat(heard).containsExactly("1", "1");

        first.close();
        rig.run();
        rig.hear("on|a|2");
        assertThat(leavings()).isEmpty();
        assertThat(heard).containsExactly("1", "1", "2");
        second.close();
        rig.run();

        assertThat(leavings()).containsExactly("a");
        assertThat(second.state()).isEqualTo(ENDED);
    }

    @Test
    void aLateSubscriberToAConfirmedChannelIsActiveAtOnce() {
        rig.connected();
        rig.client.subscribe("a", listener);
        rig.run();
        rig.hear("in|a|");

        Subscription late = rig.client.subscribe("a", listener);
        rig.run();

        assertThat(late.state()).isEqualTo(ACTIVE);
        assertThat(asked()).containsExactly("a");
    }

    @Test
    void everythingWantedIsAskedForAgainAfterAReconnect() {
        rig.connected();
        Subscription a = rig.client.subscribe("a", listener);
        Subscription b = rig.client.subscribe("b", listener);
        Subscription gone = rig.client.subscribe("gone", listener);
        rig.run();
        rig.hear("in|a|");
        rig.hear("in|gone|");
        gone.close();
        rig.server.peer().cut();
        rig.run();
        assertThat(a.state()).isEqualTo(SUBSCRIBING);

        rig.advance(ofSeconds(1));

        assertThat(asked()).endsWith("a,b");
        rig.hear("in|a|");
        rig.hear("in|b|");
        assertThat(a.state()).isEqualTo(ACTIVE);
        assertThat(b.state()).isEqualTo(ACTIVE);
        rig.hear("on|a|after");
        assertThat(heard).containsExactly("after");
    }

    @Test
    void whatIsWantedChangesDuringAnOutageAndIsAskedForOnce() {
        rig.connected();
        Subscription kept = rig.client.subscribe("kept", listener);
        Subscription dropped = rig.client.subscribe("dropped", listener);
        rig.run();
        rig.hear("in|kept|");
        rig.hear("in|dropped|");
        rig.server.peer().cut();
        rig.run();

        rig.client.subscribe("kept", listener);
        rig.client.subscribe("fresh", listener);
        dropped.close();
        rig.run();
        assertThat(asked()).hasSize(2);
        rig.advance(ofSeconds(1));

        assertThat(asked()).hasSize(3).endsWith("kept,fresh");
        assertThat(leavings()).isEmpty();
        assertThat(kept.state()).isEqualTo(SUBSCRIBING);
    }

    @Test
    void waitsForAnAnswerStandStillWhileNothingIsRead() {
        List<Runnable> listenersWork = new ArrayList<>();
        Rig slow = new Rig(
                builder -> builder.inbox(Inbox.defaults().maxMessages(1)).callbackExecutor(listenersWork::add));
        slow.connected();
        slow.client.subscribe("a", listener);
        slow.run();
        for (int i = 0; i < 100; i++) {
            slow.server.say("note||" + i);
        }
        slow.run();
        assertThat(slow.server.payloads("enter")).hasSize(1);

        slow.advance(ofSeconds(15));

        assertThat(slow.server.payloads("enter")).hasSize(1);
    }

    @Test
    void whatIsWantedIsAskedForBeforeAnyMessageGoesOut() {
        rig.client.send("note", "x");
        rig.client.subscribe("a", listener);

        rig.connected();

        assertThat(rig.server.frames.get(0)).isEqualTo("enter||a");
        assertThat(rig.server.frames).hasSize(2);
    }

    @Test
    void aRefusalEndsThatSubscriptionAndNothingElse() {
        rig.connected();
        List<Subscription.Change> changes = new ArrayList<>();
        Subscription bad = rig.client.subscribe("bad", listener);
        bad.onState(changes::add);
        Subscription good = rig.client.subscribe("good", listener);
        rig.run();

        rig.hear("no|bad|not yours");
        rig.hear("in|good|");

        assertThat(bad.state()).isEqualTo(REFUSED);
        assertThat(bad.refusal().orElseThrow()).hasMessage("not yours");
        assertThat(failureOf(bad.confirmed()).code()).isEqualTo(ErrorCode.REJECTED_BY_SERVER);
        assertThat(changes).extracting(Subscription.Change::current).containsExactly(REFUSED);
        assertThat(good.state()).isEqualTo(ACTIVE);
        rig.server.peer().cut();
        rig.advance(ofSeconds(1));
        assertThat(asked()).endsWith("good");
    }

    @Test
    void aServerThatNeverConfirmsIsAskedThreeTimes() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        rig.advance(ofSeconds(10));
        rig.advance(ofSeconds(10));
        assertThat(asked()).containsExactly("a", "a", "a");
        assertThat(subscription.state()).isEqualTo(SUBSCRIBING);

        rig.advance(ofSeconds(10));

        assertThat(subscription.state()).isEqualTo(REFUSED);
        assertThat(subscription.refusal().orElseThrow().code()).isEqualTo(ErrorCode.UNACKNOWLEDGED);
        assertThat(leavings()).as("it may be on all the same").containsExactly("a");
        assertThat(asked()).hasSize(3);
    }

    @Test
    void confirmationsNobodyAskedForAndSecondOnesChangeNothing() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        List<Subscription.Change> changes = new ArrayList<>();
        subscription.onState(changes::add);
        rig.run();

        rig.hear("in|b|");
        rig.hear("in|a|");
        rig.hear("in|a|");
        rig.hear("out|b|");
        rig.hear("no|b|why");

        assertThat(subscription.state()).isEqualTo(ACTIVE);
        assertThat(changes).hasSize(1);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aServerThatEndsASubscriptionIsHeard() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        rig.run();
        rig.hear("in|a|");

        rig.hear("out|a|");

        assertThat(subscription.state()).isEqualTo(REFUSED);
        assertThat(subscription.refusal().orElseThrow()).hasMessage("the server ended channel a");
    }

    @Test
    void aChannelWantedAgainWhileItIsLeftIsAskedForOnceItIsLeft() {
        rig.connected();
        Subscription first = rig.client.subscribe("a", listener);
        rig.run();
        first.close();
        Subscription second = rig.client.subscribe("a", listener);
        rig.run();
        assertThat(asked()).containsExactly("a");

        rig.hear("in|a|");
        assertThat(second.state()).isEqualTo(SUBSCRIBING);
        rig.hear("out|a|");
        assertThat(asked()).containsExactly("a", "a");
        rig.hear("in|a|");

        assertThat(second.state()).isEqualTo(ACTIVE);
    }

    @Test
    void aListenerHearsNothingAfterClose() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        rig.run();
        rig.hear("in|a|");

        subscription.close();
        subscription.close();
        rig.hear("on|a|1");

        assertThat(heard).isEmpty();
        assertThat(leavings()).containsExactly("a");
    }

    @Test
    void theTypesListenersHearMessagesOnChannelsToo() {
        rig.connected();
        rig.client.on("update", message -> heard.add("type " + message.scopes()));
        rig.client.subscribe("a", listener);
        rig.run();

        rig.hear("on|a|1");
        rig.hear("on|b|2");

        assertThat(heard).containsExactly("type [channel a]", "1", "type [channel b]");
    }

    @Test
    void aTypedListenerGetsObjects() {
        rig.connected();
        List<Integer> numbers = new ArrayList<>();
        rig.client.subscribe("a", Integer.class, (number, message) -> numbers.add(number));

        rig.hear("on|a|7");

        assertThat(numbers).containsExactly(7);
    }

    @Test
    void theEndOfTheClientEndsSubscriptions() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        rig.run();

        rig.client.closeAsync(ZERO);
        rig.run();
        Subscription late = rig.client.subscribe("b", listener);
        rig.run();

        assertThat(subscription.state()).isEqualTo(ENDED);
        assertThat(failureOf(subscription.confirmed()).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(late.state()).isEqualTo(REFUSED);
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aDialectWithoutChannelsRefuses() {
        Rig plain = new Rig(PipeDialect.withoutAcks()).connected();

        Subscription subscription = plain.client.subscribe("a", listener);
        plain.run();

        assertThat(subscription.refusal().orElseThrow()).hasMessage("this dialect has no channels");
    }

    @Test
    void aRefusedSubscriptionEndsWhenItIsClosed() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("a", listener);
        rig.run();
        rig.hear("no|a|why");

        subscription.close();
        rig.run();

        assertThat(subscription.state()).isEqualTo(ENDED);
    }

    @Test
    void aNameThatCannotTravelIsRefusedAtOnce() {
        assertThatThrownBy(() -> rig.client.subscribe("a\nb", listener))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name of a channel must not hold control characters");
        assertThatThrownBy(() -> rig.client.subscribe("x".repeat(10_000), listener))
                .hasMessageContaining("must not be longer than 256 characters");
    }

    private List<String> asked() {
        return rig.server.payloads("enter");
    }

    private List<String> leavings() {
        return rig.server.payloads("leave");
    }
}
