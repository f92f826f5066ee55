// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.keepwire.auth.Token;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.Greeting;
import io.github.keepwire.testkit.RawConnection;
import io.github.keepwire.testkit.RawPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * With every logger of both systems at its most talkative, ours and those of the transports, none tells the token; but for two of
 * the JDK's that print addresses, which we warn of.
 */
@ParameterizedClass
@EnumSource(Platform.class)
class TokenLogTest {
    private static final String CANARY = "CANARY";
    private static final String JDKS_OWN = "jdk.internal.httpclient.";

    /** Where a token may travel. */
    enum Place {
        HEADER(JsonDialect.Builder::tokenInHeader),
        QUERY(builder -> builder.tokenInQuery("token")),
        SUBPROTOCOL(builder -> builder.tokenInSubprotocol("bearer")),
        MESSAGE(builder -> builder.tokenInMessage("{\"type\":\"auth\",\"token\":$token}"));

        final JsonDialect dialect;

        Place(UnaryOperator<JsonDialect.Builder> place) {
            dialect = place.apply(JsonDialect.builder("own")).build();
        }
    }

    private final Platform platform;
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger javaRoot = LogManager.getLogManager().getLogger("");
    private final Level level = root.getLevel();
    private final java.util.logging.Level javaLevel = javaRoot.getLevel();
    private final Appender appender = new Appender();
    private final JavaAppender javaAppender = new JavaAppender();

    TokenLogTest(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void listenToEverything() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.setLevel(Level.TRACE);
        root.addAppender(appender);
        javaRoot.setLevel(java.util.logging.Level.ALL);
        javaAppender.setLevel(java.util.logging.Level.ALL);
        javaRoot.addHandler(javaAppender);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(appender);
        root.setLevel(level);
        javaRoot.removeHandler(javaAppender);
        javaRoot.setLevel(javaLevel);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void noLogTellsTheTokenWhateverBecomesOfIt(Place place) {
        try (RawPeer peer = RawPeer.start(this::refusingTheThird);
                Witness witness = Witness.of(
                                platform,
                                peer.uri("/ws"),
                                b -> b.protocol(place.dialect).token(this::issue))
                        .opened()) {
            RawConnection first = peer.connection();
            String shown = shown(place, first);
            first.text("{not json");
            first.text("{\"type\":\"error\",\"payload\":{\"code\":\"AUTH\"}}");
            first.close(1008, "another token");
            witness.await(ConnectionState.OPEN, 2);
            RawConnection second = peer.connection();
            String shownNext = shown(place, second);
            second.rst();
            witness.await(ConnectionState.OPEN, 3);
            peer.connection();
            RawConnection last = peer.connection();
            shown(place, last);
            last.close(1008, "no");
            witness.await(ConnectionState.FAILED);

            assertThat(shown).contains(CANARY);
            assertThat(shownNext).as("a fresh one").contains(CANARY).isNotEqualTo(shown);
            assertThat(logged).as("what is logged at all").anyMatch(line -> line.contains("OPEN"));
            assertThat(logged.stream().filter(line -> line.contains(CANARY))).isEmpty();
            assertThat(logged.stream().anyMatch(line -> line.contains(JDKS_OWN)))
                    .as("a warning of the JDK's own logger")
                    .isEqualTo(platform == Platform.JDK);
        }
    }

    private void refusingTheThird(RawConnection connection) {
        (handshakes.incrementAndGet() == 3 ? Greeting.status(401) : Greeting.accept()).greet(connection);
    }

    private static String shown(Place place, RawConnection connection) {
        return place == Place.MESSAGE
                ? connection.readText()
                : connection.head().target()
                        + connection.head().header("Authorization").orElse("")
                        + connection.head().header("Sec-WebSocket-Protocol").orElse("");
    }

    private CompletableFuture<Token> issue() {
        return CompletableFuture.completedFuture(Token.of(CANARY + issued.incrementAndGet()));
    }

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            logged.add(event.getFormattedMessage() + thrown);
        }
    }

    private final class JavaAppender extends Handler {
        @Override
        public void publish(LogRecord entry) {
            if (String.valueOf(entry.getLoggerName()).startsWith(JDKS_OWN)) {
                return;
            }
            StringWriter text = new StringWriter();
            text.append(new java.util.logging.SimpleFormatter().formatMessage(entry));
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            logged.add(text.toString());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
