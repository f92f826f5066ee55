// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A channel with listeners of its own, in a dialect where one cannot send on it. */
class ChannelTest {
    private final List<String> heard = new ArrayList<>();
    private final MessageListener listener =
            message -> heard.add(message.payload().json());
    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));
    private final Channel channel = rig.client.channel("status");

    private void subscribed() {
        rig.connected();
        channel.subscribe();
        rig.run();
        rig.hear("in|status|");
        assertThat(channel.isSubscribed()).isTrue();
    }

    @Test
    void subscribingCompletesOnceTheServerConfirms() {
        rig.connected();
        CompletableFuture<Void> subscribed = channel.subscribe();
        rig.run();
        assertThat(subscribed).isNotDone();
        assertThat(channel.isSubscribed()).isFalse();

        rig.hear("in|status|");

        assertThat(subscribed).isCompleted();
        assertThat(channel.subscribe()).isNotDone();
        rig.run();
        assertThat(rig.server.payloads("enter")).containsExactly("status");
        assertThat(channel.name()).isEqualTo("status");
    }

    @Test
    void itsListenersHearItAndNothingElse() {
        channel.on("update", listener);
        channel.on("update", Integer.class, (number, message) -> heard.add("typed " + number));
        channel.once("update", message -> heard.add("once"));
        channel.onAny(message -> heard.add("any"));
        subscribed();

        rig.hear("on|status|1");
        rig.hear("on|other|2");
        channel.off("update");
        rig.hear("on|status|3");

        assertThat(heard).containsExactly("1", "typed 1", "once", "any", "any");
    }

    @Test
    void aSubscriptionAndTheChannelShareOneOnTheWire() {
        subscribed();
        Subscription subscription = rig.client.subscribe("status", listener);
        channel.on("update", message -> heard.add("channel"));
        rig.run();
        rig.hear("on|status|1");
        assertThat(subscription.state()).isEqualTo(Subscription.State.ACTIVE);
        assertThat(heard).containsExactly("1", "channel");

        channel.unsubscribe();
        rig.run();
        rig.hear("on|status|2");

        assertThat(heard).containsExactly("1", "channel", "2");
        assertThat(rig.server.payloads("leave")).isEmpty();
        subscription.close();
        rig.run();
        assertThat(rig.server.payloads("leave")).containsExactly("status");
    }

    @Test
    void unsubscribingRemovesItsListeners() {
        channel.on("update", listener);
        subscribed();

        CompletableFuture<Void> ended = channel.unsubscribe();
        rig.run();

        assertThat(ended).isCompleted();
        assertThat(channel.isSubscribed()).isFalse();
        assertThat(rig.server.payloads("leave")).containsExactly("status");
        rig.hear("on|status|late");
        assertThat(heard).isEmpty();
    }

    @Test
    void clearTakesItsListenersAndLeavesThoseOfSubscriptions() {
        rig.client.subscribe("status", listener);
        channel.on("update", message -> heard.add("channel"));
        subscribed();

        rig.client.clear();
        rig.hear("on|status|1");

        assertThat(heard).containsExactly("1");
        assertThat(channel.isSubscribed()).isTrue();
    }

    @Test
    void itIsSubscribedToAgainAfterAReconnect() {
        channel.on("update", listener);
        subscribed();
        rig.server.peer().cut();
        rig.run();
        assertThat(channel.isSubscribed()).isFalse();

        rig.advance(ofSeconds(1));
        rig.hear("in|status|");
        rig.hear("on|status|1");

        assertThat(rig.server.payloads("enter")).containsExactly("status", "status");
        assertThat(channel.isSubscribed()).isTrue();
        assertThat(heard).containsExactly("1");
    }

    @Test
    void aRefusalFailsAndCanBeTriedAgain() {
        rig.connected();
        CompletableFuture<Void> refused = channel.subscribe();
        rig.run();
        rig.hear("no|status|not yours");
        CompletableFuture<Void> again = channel.subscribe();
        rig.run();
        rig.hear("in|status|");

        assertThat(failureOf(refused)).hasMessage("not yours");
        assertThat(again).isCompleted();
    }

    @Test
    void unsubscribingFirstFailsTheSubscription() {
        rig.connected();
        CompletableFuture<Void> subscribed = channel.subscribe();
        channel.unsubscribe();
        rig.run();

        assertThat(failureOf(subscribed).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void theEndOfTheClientEndsIt() {
        subscribed();
        rig.client.closeAsync(ZERO);
        rig.run();
        CompletableFuture<Void> late = channel.subscribe();
        rig.run();

        assertThat(channel.isSubscribed()).isFalse();
        assertThat(failureOf(late).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void aDialectThatCannotSendOnAChannelSaysSo() {
        subscribed();
        Receipt sent = channel.send("x", 1);
        Receipt emitted = channel.emit("x", 1);
        CompletableFuture<String> asked = channel.emitWithAck("x", String.class);
        rig.run();

        assertThat(failureOf(sent.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(failureOf(emitted.outcome()))
                .hasMessage("this dialect cannot send on a channel: channel status can only be listened to");
        assertThat(failureOf(asked)).hasMessageContaining("cannot send on a channel");
    }

    @Test
    void aDialectWhoseChannelsHaveNoRoomsSaysSo() {
        rig.connected();
        Room room = channel.room("hall");
        CompletableFuture<Void> joined = room.join();
        Receipt sent = room.send("x", 1);
        rig.run();

        assertThat(failureOf(joined)).hasMessage("the channels of this dialect have no rooms");
        assertThat(failureOf(sent.accepted())).hasMessageContaining("room hall of channel status cannot be sent into");
        assertThat(room.channel()).contains("status");
        assertThat(rig.client.room("hall").channel()).isEmpty();
    }

    @Test
    void aDialectWithoutChannelsRefuses() {
        Rig other = new Rig(PipeDialect.withoutAcks()).connected();
        CompletableFuture<Void> subscribed = other.client.channel("a").subscribe();
        other.run();

        assertThat(failureOf(subscribed)).hasMessage("this dialect has no channels");
    }

    @Test
    void aNameThatCannotTravelIsRefused() {
        assertThatThrownBy(() -> rig.client.channel(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name of a channel must not be empty");
    }
}
