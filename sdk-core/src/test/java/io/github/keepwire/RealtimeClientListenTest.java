// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.MessageListener;
import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealtimeClientListenTest {
    record Alert(double level, String room) {}

    private final Rig rig = new Rig();
    private final List<Object> heard = new ArrayList<>();

    @Test
    void messagesReachTheListenersOfTheirType() {
        rig.client.on("alert", message -> heard.add(message.payload().asMap()));
        rig.client.on("status", message -> heard.add("status"));
        rig.connected();

        rig.hear("alert|7|{\"level\":0.5}");

        assertThat(heard).containsExactly(Map.of("level", 0.5));
    }

    @Test
    void payloadsAreReadAsTheTypeAskedFor() {
        List<Message> messages = new ArrayList<>();
        rig.client.on("alert", Alert.class, (alert, message) -> {
            heard.add(alert);
            messages.add(message);
        });
        rig.connected();

        rig.hear("alert|7|{\"level\":0.5,\"room\":\"hall\",\"unknown\":1}");

        assertThat(heard).containsExactly(new Alert(0.5, "hall"));
        assertThat(messages.get(0).id()).isEqualTo("7");
    }

    @Test
    void listenersAreCalledInTheOrderOfRegistration() {
        rig.client.on("note", message -> heard.add("on"));
        rig.client.onAny(message -> heard.add("any"));
        rig.client.on("note", Object.class, (payload, message) -> heard.add("typed"));
        rig.client.once("note", message -> heard.add("once"));
        rig.client.once("note", Integer.class, (payload, message) -> heard.add("once typed"));
        rig.connected();

        rig.hear("note||1");
        rig.hear("note||2");

        assertThat(heard).containsExactly("on", "any", "typed", "once", "once typed", "on", "any", "typed");
    }

    @Test
    void messagesKeepTheirOrder() {
        rig.client.on("note", Integer.class, (number, message) -> heard.add(number));
        rig.connected();
        List<Object> expected = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            rig.server.say("note||" + i);
            expected.add(i);
        }
        rig.run();

        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void offRemovesTheListenersOfATypeButNotThoseForAll() {
        MessageListener gone = message -> heard.add("gone");
        rig.client.on("note", gone);
        rig.client.on("other", gone);
        rig.client.onAny(message -> heard.add("any"));
        rig.connected();

        rig.client.off("note");
        rig.hear("note||1");
        rig.hear("other||1");

        assertThat(heard).containsExactly("any", "gone", "any");
    }

    @Test
    void offRemovesOneListener() {
        MessageListener gone = message -> heard.add("gone");
        rig.client.on("note", gone);
        rig.client.on("note", message -> heard.add("stays"));
        rig.client.once("note", gone);
        rig.connected();

        rig.client.off("note", gone);
        rig.hear("note||1");

        assertThat(heard).containsExactly("stays");
    }

    @Test
    void closingARegistrationRemovesItsListener() {
        try (Registration registration = rig.client.on("note", message -> heard.add("gone"))) {
            assertThat(registration).isNotNull();
        }
        Registration state = rig.client.onState(change -> heard.add("state"));
        Registration error = rig.client.onError(event -> heard.add("error"));
        state.close();
        error.close();
        rig.connected();
        rig.hear("note||1");
        rig.hear("garbage");

        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsRemovedInsideACallbackIsNotCalledAnyMore() {
        rig.client.on("note", message -> {
            heard.add("first");
            rig.client.off("note");
        });
        rig.client.on("note", message -> heard.add("second"));
        rig.connected();

        rig.hear("note||1");
        rig.hear("note||2");

        assertThat(heard).containsExactly("first");
    }

    @Test
    void aPayloadOfAnotherShapeIsReportedAndTheOthersAreCalled() {
        rig.client.on("alert", Alert.class, (alert, message) -> heard.add("typed"));
        rig.client.on("alert", message -> heard.add("untyped"));
        rig.connected();

        rig.hear("alert|7|{\"level\":\"very secret\"}");
        rig.hear("alert|8|{\"level\":1,\"room\":\"x\"}");

        assertThat(heard).containsExactly("untyped", "typed", "untyped");
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.PAYLOAD_MISMATCH);
        assertThat(rig.errors.get(0).message()).extracting(Message::id).isEqualTo("7");
        assertThat(rig.errors.get(0).error()).hasMessageNotContaining("very secret");
    }

    @Test
    void aListenerThatThrowsIsReportedAndTheOthersAreCalled() {
        rig.client.on("note", message -> {
            throw new IllegalStateException("planned");
        });
        rig.client.on("note", message -> {
            throw new StackOverflowError("planned");
        });
        rig.client.on("note", message -> heard.add(message.payload().json()));
        rig.connected();

        rig.hear("note||1");
        rig.hear("note||2");

        assertThat(heard).containsExactly("1", "2");
        assertThat(rig.errorCodes()).hasSize(4).containsOnly(ErrorCode.LISTENER_FAILED);
        assertThat(rig.client.state()).isEqualTo(ConnectionState.OPEN);
    }

    @Test
    void aStateListenerThatThrowsIsReported() {
        rig.client.onState(change -> {
            throw new IllegalStateException("planned");
        });

        rig.connected();

        assertThat(rig.errorCodes()).containsExactly(ErrorCode.LISTENER_FAILED, ErrorCode.LISTENER_FAILED);
        assertThat(rig.states()).hasSize(2);
    }

    @Test
    void anUnknownTypeHarmsNobody() {
        rig.client.onAny(message -> heard.add(message.type()));
        rig.connected();

        rig.hear("whatever||1");

        assertThat(heard).containsExactly("whatever");
        assertThat(rig.errors).isEmpty();
        assertThat(rig.client.stats().inbound().delivered()).isOne();
    }

    @Test
    void whatTheFilterDoesNotWantIsCountedAndNotDelivered() {
        Rig filtered = new Rig(builder -> builder.filter(MessageFilter.types("wanted")));
        filtered.client.onAny(message -> heard.add(message.type()));
        filtered.connected();

        filtered.hear("unwanted||1");
        filtered.hear("wanted||1");

        assertThat(heard).containsExactly("wanted");
        assertThat(filtered.client.stats().inbound().filtered()).isOne();
        assertThat(filtered.errors).isEmpty();
    }

    @Test
    void whatBreaksARuleIsCountedReportedAndNotDelivered() {
        Rig strict =
                new Rig(builder -> builder.validator(MessageValidator.defaults().maxBytes(20)));
        strict.client.onAny(message -> heard.add(message.type()));
        strict.connected();

        strict.hear("note||\"" + "x".repeat(30) + "\"");
        strict.hear("note||1");

        assertThat(heard).containsExactly("note");
        assertThat(strict.errorCodes()).containsExactly(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(strict.client.stats().inbound().invalid()).isOne();
    }

    @Test
    void aMessageOverTheLinksLimitEndsTheLink() {
        Rig limited = new Rig(builder -> builder.maxMessageBytes(50)).connected();

        limited.hear("note||\"" + "x".repeat(50) + "\"");

        assertThat(limited.client.state()).isEqualTo(ConnectionState.FAILED);
        assertThat(limited.changes.get(2).error().code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void aListenerHearsTheStateAsItWasThen() {
        rig.client.onState(change -> heard.add(change.current() + " while " + rig.client.state()));
        rig.client.connect();
        rig.run();
        rig.server.peer().cut();
        rig.run();

        assertThat(heard).hasSize(3);
        assertThat(heard.get(2)).isEqualTo("FAILED while FAILED");
    }

    @Test
    void whatIsSentInAListenerGoesOut() {
        rig.client.on("ping", message -> rig.client.send("pong", message.payload()));
        rig.connected();

        rig.hear("ping||1");
        rig.hear("ping||2");

        assertThat(rig.server.payloads("pong")).containsExactly("1", "2");
    }

    @Test
    void everyFrameIsCounted() {
        rig.connected();
        rig.hear("note||1");
        rig.hear("ack|x|{}");
        rig.hear("garbage");

        assertThat(rig.client.stats().inbound().frames()).isEqualTo(3);
        assertThat(rig.client.stats().inbound().waiting()).isZero();
    }

    @Test
    void aListenerOutlivesTheConnection() {
        rig.client.on("note", message -> heard.add(message.payload().json()));
        rig.connected();
        rig.hear("note||1");
        rig.server.peer().cut();
        rig.advance(Duration.ofSeconds(1));
        rig.connected();

        rig.hear("note||2");

        assertThat(heard).containsExactly("1", "2");
    }

    @Test
    void nothingIsNotAListener() {
        assertThatThrownBy(() -> rig.client.on("note", null)).hasMessage("listener");
        assertThatThrownBy(() -> rig.client.on(null, message -> {})).hasMessage("type");
        assertThatThrownBy(() -> rig.client.on("note", (Class<Object>) null, (a, b) -> {}))
                .hasMessage("payloadType");
        assertThatThrownBy(() -> rig.client.onAny(null)).hasMessage("listener");
        assertThatThrownBy(() -> rig.client.onState(null)).hasMessage("listener");
        assertThatThrownBy(() -> rig.client.onError(null)).hasMessage("listener");
        assertThatThrownBy(() -> rig.client.off(null)).hasMessage("type");
        assertThatThrownBy(() -> rig.client.off("note", null)).hasMessage("listener");
        assertThatThrownBy(() -> rig.client.closeAsync(null)).hasMessage("drain");
    }

    @Test
    void aMalformedFrameIsCountedBeforeAnybodyHearsOfIt() {
        Rig inPlace = new Rig(builder -> builder.callbackExecutor(Runnable::run));
        List<Long> counted = new ArrayList<>();
        inPlace.client.onError(
                event -> counted.add(inPlace.client.stats().inbound().malformed()));
        inPlace.connected();

        inPlace.hear("nonsense");

        assertThat(counted).containsExactly(1L);
    }
}
