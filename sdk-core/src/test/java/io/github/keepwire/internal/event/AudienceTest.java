// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.ErrorEvent;
import io.github.keepwire.event.Registration;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.testing.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AudienceTest {
    private static final Message MESSAGE = Message.of("alert", "secret-payload");
    private static final KeepwireException ERROR = new KeepwireException(ErrorCode.MALFORMED_FRAME, "not a frame");

    private final ManualTime time = new ManualTime(1);
    private final Audience audience = new Audience(Inbox.defaults(), time.environment(), () -> {}, error -> {});
    private final List<ErrorEvent> errors = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Audience.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listenToTheLog() {
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void whatHappensIsHeardInItsOrder() {
        List<String> heard = new ArrayList<>();
        audience.messages().addAny("any", message -> heard.add("message"));
        audience.states().add(change -> heard.add("state"));
        audience.errors().add(event -> heard.add("error"));

        audience.deliver(MESSAGE, 10);
        audience.report(new StateChange(ConnectionState.OPEN, ConnectionState.FAILED, "lost", null, null, null));
        audience.report(ERROR, null);
        audience.deliver(MESSAGE, 10);
        time.run();

        assertThat(heard).containsExactly("message", "state", "error", "message");
    }

    @Test
    void aListenerThatThrowsIsReportedWithItsMessage() {
        audience.errors().add(errors::add);
        IllegalStateException thrown = new IllegalStateException("planned");
        audience.messages()
                .add(
                        "alert",
                        "l",
                        message -> {
                            throw thrown;
                        },
                        false);

        audience.deliver(MESSAGE, 10);
        time.run();

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).error().code()).isEqualTo(ErrorCode.LISTENER_FAILED);
        assertThat(errors.get(0).error()).hasCause(thrown).hasMessageContaining("java.lang.IllegalStateException");
        assertThat(errors.get(0).message()).isSameAs(MESSAGE);
    }

    @Test
    void anErrorOfOursKeepsItsCode() {
        audience.errors().add(errors::add);
        audience.messages()
                .add(
                        "alert",
                        "l",
                        message -> {
                            throw ERROR;
                        },
                        false);

        audience.deliver(MESSAGE, 10);
        time.run();

        assertThat(errors).containsExactly(new ErrorEvent(ERROR, MESSAGE));
    }

    @Test
    void aStateListenerThatThrowsIsReportedWithoutAMessage() {
        audience.errors().add(errors::add);
        audience.states().add(change -> {
            throw new AssertionError("planned");
        });

        audience.report(new StateChange(ConnectionState.OPEN, ConnectionState.FAILED, "lost", null, null, null));
        time.run();

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).error().code()).isEqualTo(ErrorCode.LISTENER_FAILED);
        assertThat(errors.get(0).message()).isNull();
    }

    @Test
    void withoutAnErrorListenerErrorsAreLoggedAndNothingElseHappens() {
        audience.report(ERROR, MESSAGE);
        time.run();

        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.ERROR);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains("not a frame")
                .contains("no error listener")
                .doesNotContain("secret-payload");
        assertThat(log.list.get(0).getThrowableProxy())
                .as("the stack of our own decision")
                .isNull();
    }

    @Test
    void withAnErrorListenerErrorsAreNotLogged() {
        audience.errors().add(errors::add);

        audience.report(ERROR, null);
        time.run();

        assertThat(log.list).isEmpty();
        assertThat(errors).containsExactly(new ErrorEvent(ERROR, null));
    }

    @Test
    void anErrorListenerThatThrowsIsLoggedAndTheOthersAreCalled() {
        audience.errors().add(event -> {
            throw new IllegalStateException("planned");
        });
        audience.errors().add(errors::add);

        audience.report(ERROR, null);
        time.run();

        assertThat(errors).hasSize(1);
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains("java.lang.IllegalStateException");
    }

    @Test
    void aListenerMayBeRemovedWhileItIsCalled() {
        List<String> heard = new ArrayList<>();
        Registration[] first = new Registration[1];
        first[0] = audience.states().add(change -> {
            heard.add("first");
            first[0].close();
        });
        audience.states().add(change -> heard.add("second"));
        StateChange change = new StateChange(ConnectionState.OPEN, ConnectionState.FAILED, "lost", null, null, null);

        audience.report(change);
        audience.report(change);
        time.run();

        assertThat(heard).containsExactly("first", "second", "second");
    }
}
