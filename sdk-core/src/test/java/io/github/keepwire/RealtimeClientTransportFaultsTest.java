// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.auth.TokenProvider;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.internal.delivery.SendRules;
import io.github.keepwire.internal.json.JacksonCodec;
import io.github.keepwire.internal.session.ClientConfig;
import io.github.keepwire.internal.session.Connection;
import io.github.keepwire.message.Identity;
import io.github.keepwire.message.MessageFilter;
import io.github.keepwire.message.MessageValidator;
import io.github.keepwire.outbox.Outbox;
import io.github.keepwire.policy.Addresses;
import io.github.keepwire.policy.Heartbeat;
import io.github.keepwire.policy.Inbox;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Transports that break their contract: the client fails the attempt, and can always be closed. */
class RealtimeClientTransportFaultsTest {
    private Supplier<CompletionStage<Link>> opening = CompletableFuture::new;
    private RuntimeException onClose;
    private RuntimeException onCapabilities;
    private int closes;
    private Link.Listener listener;
    private final Transport broken = new Transport() {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Set<Transport.Capability> capabilities() {
            if (onCapabilities != null) {
                throw onCapabilities;
            }
            return Collections.singleton(Transport.Capability.SEES_END_OF_STREAM);
        }

        @Override
        public CompletionStage<Link> open(LinkRequest request, Link.Listener hears, Environment environment) {
            listener = hears;
            return opening.get();
        }

        @Override
        public CompletionStage<HttpCall.Reply> exchange(HttpCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closes++;
            if (onClose != null) {
                throw onClose;
            }
        }
    };
    private final Rig rig = new Rig(builder -> builder.transport(broken));

    @Test
    void oneThatThrowsFailsTheAttempt() {
        opening = () -> {
            throw new IllegalStateException("planned");
        };

        assertThat(connectFails()).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void oneThatThrowsAnErrorFailsTheAttempt() {
        opening = () -> {
            throw new NoClassDefFoundError("planned");
        };

        assertThat(connectFails()).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void oneThatAnswersNoStageFailsTheAttempt() {
        opening = () -> null;

        assertThat(connectFails()).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void oneThatAnswersNoLinkFailsTheAttempt() {
        opening = () -> CompletableFuture.completedFuture(null);

        assertThat(connectFails()).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void oneThatFailsWithAnErrorOfOursIsBelieved() {
        CompletableFuture<Link> failed = new CompletableFuture<>();
        failed.completeExceptionally(ConnectionException.refused("h:80", 401, null));
        opening = () -> failed.thenApply(link -> link);

        assertThat(connectFails()).isEqualTo(ErrorCode.AUTHENTICATION_REFUSED);
    }

    @Test
    void oneThatNeverAnswersIsGivenUpAfterTheHandshakeTimeoutAndASecond() {
        CompletableFuture<Link> never = new CompletableFuture<>();
        opening = () -> never;
        CompletableFuture<Void> opened = rig.client.connect();
        rig.advance(ofSeconds(11).minusNanos(1));
        assertThat(opened).isNotDone();

        rig.advance(ofSeconds(1));

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
        assertThat(never).isCancelled();
        assertThat(rig.time.planned()).isZero();
    }

    @Test
    void aLinkThatComesTooLateIsAborted() {
        CompletableFuture<Link> late = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        opening = () -> late;
        rig.client.connect();
        rig.advance(ofSeconds(11));
        FakeLink link = new FakeLink();

        late.complete(link);
        rig.run();

        assertThat(link.aborted).isTrue();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
    }

    @Test
    void aStageThatCannotBeCancelledIsLeftAlone() {
        CompletionStage<Link> stubborn = new CompletableFuture<Link>() {
            @Override
            public CompletableFuture<Link> toCompletableFuture() {
                throw new UnsupportedOperationException("planned");
            }
        };
        opening = () -> stubborn;
        CompletableFuture<Void> opened = rig.client.connect();

        rig.advance(ofSeconds(11));

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
    }

    @Test
    void oneThatThrowsWhenAskedWhatItCanFailsTheAttempt() {
        onCapabilities = new IllegalStateException("planned");
        FakeLink link = new FakeLink();
        opening = () -> CompletableFuture.completedFuture(link);

        connectFails();

        assertThat(link.aborted).isTrue();
    }

    @Test
    void aLinkThatThrowsOnEverythingStillEnds() {
        FakeLink link = new FakeLink();
        link.broken = true;
        opening = () -> CompletableFuture.completedFuture(link);
        rig.client.connect();
        rig.client.send("note", "x");
        rig.run();

        closesFor(ofSeconds(10));

        assertThat(rig.ledger().ended()).isOne();
    }

    @Test
    void closeDuringAnAttemptCancelsIt() {
        CompletableFuture<Link> never = new CompletableFuture<>();
        opening = () -> never;
        rig.client.connect();
        rig.run();

        closesFor(ZERO);

        assertThat(never).isCancelled();
        assertThat(rig.time.planned()).isZero();
        assertThat(closes).isZero();
    }

    @Test
    void anEndBeforeTheOpeningFailsTheAttempt() {
        CompletableFuture<Link> slow = new CompletableFuture<>();
        opening = () -> slow;
        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();

        listener.ended(Link.End.without(Link.End.Kind.LOST, "planned", null));
        rig.run();
        FakeLink link = new FakeLink();
        slow.complete(link);
        rig.run();

        assertThat(failureOf(opened).code()).isEqualTo(ErrorCode.LINK_LOST);
    }

    @Test
    void aFoundTransportIsClosedWithTheClientWhateverItThrows() {
        onClose = new IllegalStateException("planned");
        ClientConfig config = new ClientConfig(
                new ClientConfig.Wire(
                        broken,
                        true,
                        rig.dialect,
                        LinkRequest.builder(Rig.ADDRESS).build()),
                new ClientConfig.Party(Identity.ANONYMOUS, null, TokenProvider.Refresh.defaults(), new JacksonCodec()),
                new ClientConfig.Rules(
                        MessageValidator.defaults(), MessageFilter.everything(), null, Inbox.defaults(), null),
                new SendRules(Outbox.inMemory(), null, EnumSet.allOf(Protocol.Feature.class), new JacksonCodec()),
                new ClientConfig.Upkeep(Addresses.of(Rig.ADDRESS), Reconnect.off(), Heartbeat.defaults()),
                rig.time.environment());
        Connection connection = new Connection(config);

        CompletableFuture<Void> closed = connection.close(ZERO);
        rig.run();

        assertThat(closed).isCompleted();
        assertThat(closes).isOne();
    }

    private ErrorCode connectFails() {
        CompletableFuture<Void> opened = rig.client.connect();
        rig.run();
        assertThat(rig.client.state()).isEqualTo(ConnectionState.FAILED);
        ErrorCode code = failureOf(opened).code();
        closesFor(ZERO);
        return code;
    }

    private void closesFor(Duration atMost) {
        CompletableFuture<Void> closed = rig.client.closeAsync(ZERO);
        rig.advance(atMost);
        assertThat(closed).isCompleted();
    }

    private static final class FakeLink implements Link {
        boolean aborted;
        boolean broken;

        @Override
        public String subprotocol() {
            return "";
        }

        @Override
        public void send(Frame... frames) {
            check();
        }

        @Override
        public void request(long frames) {
            check();
        }

        @Override
        public void ping() {
            check();
        }

        @Override
        public long queuedBytes() {
            return 0;
        }

        @Override
        public void close(int code, String reason) {
            check();
        }

        @Override
        public void abort() {
            aborted = true;
            check();
        }

        private void check() {
            if (broken) {
                throw new IllegalStateException("planned");
            }
        }
    }
}
