// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MessageListenersTest {
    private static final Message ALERT = Message.of("alert", "x");
    private static final Message STATUS = Message.of("status", "x");

    private final MessageListeners listeners = new MessageListeners();
    private final List<String> heard = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void areCalledInTheOrderOfRegistrationThoseForAllTypesIncluded() {
        on("alert", "a1");
        onAny("any1");
        on("alert", "a2");
        on("status", "s1");
        onAny("any2");
        on("alert", "a3");

        call(ALERT);
        call(STATUS);

        assertThat(heard).containsExactly("a1", "any1", "a2", "any2", "a3", "any1", "s1", "any2");
    }

    @Test
    void typesWithoutListenersReachThoseForAllTypes() {
        onAny("any");

        call(STATUS);

        assertThat(heard).containsExactly("any");
    }

    @Test
    void aTypeNobodyListensToIsNobodysFailure() {
        on("alert", "a");

        call(STATUS);

        assertThat(heard).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void oneForOnceHearsOneMessage() {
        listeners.add("alert", "once", message -> heard.add("once"), true);
        on("alert", "always");

        call(ALERT);
        call(ALERT);

        assertThat(heard).containsExactly("once", "always", "always");
    }

    @Test
    void oneForOnceIsGoneBeforeItIsCalled() {
        listeners.add(
                "alert",
                "once",
                message -> {
                    heard.add("once");
                    call(ALERT);
                },
                true);

        call(ALERT);

        assertThat(heard).containsExactly("once");
    }

    @Test
    void oneForOnceIsCalledOnceByTwoDeliveriesThatBothFoundIt() {
        boolean[] nested = new boolean[1];
        Consumer<Message> deliversAgain = message -> {
            if (!nested[0]) {
                nested[0] = true;
                call(ALERT);
            }
        };
        listeners.add("alert", "first", deliversAgain, false);
        listeners.add("alert", "once", message -> heard.add("once"), true);

        call(ALERT);

        assertThat(heard).containsExactly("once");
    }

    @Test
    void aClosedRegistrationIsNotCalledAndOthersKeepTheirOrder() {
        on("alert", "a1");
        Registration second = on("alert", "a2");
        on("alert", "a3");

        second.close();
        second.close();
        call(ALERT);

        assertThat(heard).containsExactly("a1", "a3");
    }

    @Test
    void aListenerMayRemoveItself() {
        Registration[] self = new Registration[1];
        self[0] = listeners.add(
                "alert",
                "self",
                message -> {
                    heard.add("self");
                    self[0].close();
                },
                false);
        on("alert", "other");

        call(ALERT);
        call(ALERT);

        assertThat(heard).containsExactly("self", "other", "other");
    }

    @Test
    void whatIsRemovedDuringADeliveryIsNotCalledAnyMore() {
        Registration[] later = new Registration[1];
        listeners.add("alert", "first", message -> later[0].close(), false);
        later[0] = on("alert", "later");

        call(ALERT);

        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsAddedDuringADeliveryHearsTheNextMessage() {
        listeners.add("alert", "first", message -> on("alert", "added"), true);

        call(ALERT);
        assertThat(heard).isEmpty();
        call(ALERT);

        assertThat(heard).containsExactly("added");
    }

    @Test
    void offRemovesAllOfATypeButKeepsThoseForAllTypes() {
        on("alert", "a1");
        onAny("any");
        on("alert", "a2");
        on("status", "s1");

        listeners.removeAll("alert");
        call(ALERT);
        call(STATUS);

        assertThat(heard).containsExactly("any", "any", "s1");
    }

    @Test
    void offInsideACallbackSilencesTheRestOfTheType() {
        listeners.add("alert", "first", message -> listeners.removeAll("alert"), false);
        on("alert", "second");
        onAny("any");

        call(ALERT);

        assertThat(heard).containsExactly("any");
    }

    @Test
    void offWithAListenerRemovesItAsOftenAsItWasAdded() {
        Object listener = new Object();
        listeners.add("alert", listener, message -> heard.add("x"), false);
        on("alert", "other");
        listeners.add("alert", listener, message -> heard.add("x"), true);
        listeners.add("status", listener, message -> heard.add("status"), false);

        listeners.removeAll("alert", listener);
        call(ALERT);
        call(STATUS);

        assertThat(heard).containsExactly("other", "status");
    }

    @Test
    void offWithAListenerKeepsItsRegistrationForAllTypes() {
        Object listener = new Object();
        listeners.addAny(listener, message -> heard.add("any"));
        listeners.add("alert", listener, message -> heard.add("typed"), false);

        listeners.removeAll("alert", listener);
        call(ALERT);

        assertThat(heard).containsExactly("any");
    }

    @Test
    void oneForAllTypesCanBeRemovedWithItsRegistration() {
        Registration any = onAny("any");
        on("alert", "a");

        any.close();
        call(ALERT);
        call(STATUS);

        assertThat(heard).containsExactly("a");
    }

    @Test
    void aTypeCanBeListenedToAgainAfterAllItsListenersAreGone() {
        onAny("any");
        on("alert", "a1").close();
        on("alert", "a2");

        call(ALERT);

        assertThat(heard).containsExactly("any", "a2");
    }

    @Test
    void whatAListenerThrowsIsToldAndTheOthersAreCalled() {
        RuntimeException runtime = new IllegalStateException("planned");
        Error error = new AssertionError("planned");
        listeners.add(
                "alert",
                "1",
                message -> {
                    throw runtime;
                },
                false);
        listeners.add(
                "alert",
                "2",
                message -> {
                    throw error;
                },
                false);
        on("alert", "a");

        call(ALERT);

        assertThat(heard).containsExactly("a");
        assertThat(failures).containsExactly(runtime, error);
    }

    private Registration on(String type, String name) {
        return listeners.add(type, name, message -> heard.add(name), false);
    }

    private Registration onAny(String name) {
        return listeners.addAny(name, message -> heard.add(name));
    }

    private void call(Message message) {
        listeners.call(message, (e, m) -> failures.add(e));
    }
}
