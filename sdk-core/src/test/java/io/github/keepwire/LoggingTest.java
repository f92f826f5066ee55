// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged at which level, and what never is. On virtual time all of it is logged by this thread. */
class LoggingTest {
    private static final String TOKEN = "TOKEN-CANARY";
    private static final String PAYLOAD = "PAYLOAD-CANARY";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.keepwire");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Rig rig = new Rig(builder -> builder.token(() -> CompletableFuture.completedFuture(Token.of(TOKEN)))
            .reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1))).maxAttempts(1)));

    @BeforeEach
    void listenToTheLog() {
        logger.setLevel(Level.TRACE);
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
    void connectionEventsAreInfoWithTheAddress() {
        rig.connected();
        rig.advance(ofSeconds(2));
        rig.server.peer().cut();
        rig.advance(ofSeconds(1));
        rig.client.closeAsync(ofSeconds(1));
        rig.run();

        assertThat(lines(Level.INFO))
                .hasSize(6)
                .allMatch(line -> line.startsWith("pipe.test:80: "))
                .first()
                .isEqualTo("pipe.test:80: IDLE -> CONNECTING: connect() was called");
        assertThat(lines(Level.ERROR)).isEmpty();
    }

    @Test
    void aConnectionThatIsGivenUpIsAnError() {
        rig.connected();
        rig.server.refusal = new ConnectionException(ErrorCode.UNREACHABLE, "planned", null);
        rig.server.peer().cut();
        rig.advance(ofSeconds(5));

        assertThat(lines(Level.ERROR)).hasSize(1).first().asString().contains(" -> FAILED: ");
    }

    @Test
    void routingIsDebug() {
        rig.connected();
        Subscription subscription = rig.client.subscribe("status", message -> {});
        rig.client.subscribe("secret", message -> {});
        rig.run();
        rig.hear("in|status|");
        rig.hear("no|secret|not\nyours");
        subscription.close();
        rig.run();
        rig.hear("out|status|");

        assertThat(lines(Level.DEBUG))
                .containsSubsequence(
                        "asking for [channel status]",
                        "asking for [channel secret]",
                        "channel status is confirmed",
                        "channel secret is refused: not\\u000ayours",
                        "leaving channel status",
                        "channel status is left");
    }

    @Test
    void heartbeatsAreDebug() {
        rig.connected();

        rig.advance(ofSeconds(30));

        assertThat(lines(Level.DEBUG))
                .contains("pipe.test:80: a heartbeat goes out", "pipe.test:80: a ping was answered after 0 us");
    }

    @Test
    void whatNobodyHearsOfIsAnError() {
        Rig deaf = new Rig();
        deaf.client.clear();
        deaf.connected();

        deaf.hear("nonsense");

        assertThat(lines(Level.ERROR)).containsExactly("not type|id|payload (no error listener is registered)");
    }

    @Test
    void noLineHoldsATokenOrAPayload() {
        rig.server.acking = true;
        rig.client.on("note", message -> {
            throw new IllegalStateException("planned");
        });
        rig.client.on("note", Integer.class, (number, message) -> {});
        rig.connected();
        rig.client.clear();
        rig.client.room("hall").join();
        rig.hear("in|#hall|\"" + PAYLOAD + "\"");
        rig.client.send("note", PAYLOAD, SendOptions.acked(ofSeconds(1)));
        rig.hear("note||\"" + PAYLOAD + "\"");
        rig.client.on("note", Integer.class, (number, message) -> {});
        rig.hear("note||\"" + PAYLOAD + "\"");
        rig.hear("ask||");
        rig.hear(PAYLOAD);
        rig.advance(ofSeconds(40));
        rig.server.peer().cut();
        rig.advance(ofSeconds(5));

        assertThat(log.list).hasSizeGreaterThan(8);
        assertThat(log.list)
                .extracting(LoggingTest::text)
                .noneMatch(line -> line.contains(TOKEN) || line.contains(PAYLOAD));
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    private List<String> lines(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .filter(event ->
                        event.getThreadName().equals(Thread.currentThread().getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
