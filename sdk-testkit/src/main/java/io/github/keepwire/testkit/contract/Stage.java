// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.testkit.Deadline;
import io.github.keepwire.testkit.RawPeer;
import io.github.keepwire.testkit.RecordingListener;
import io.github.keepwire.testkit.TestCertificates;
import io.github.keepwire.testkit.TestEnvironment;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one test of the contract plays on: a transport, its environment, and whatever else must be closed.
 *
 * <p>Closing it closes the transport first, waits until every link that was opened here has told its end, and checks what
 * must hold for each.
 */
final class Stage implements AutoCloseable {
    private final Transport transport;
    private final TestEnvironment environment = TestEnvironment.start();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final List<RecordingListener> listeners = new ArrayList<>();
    private final List<RecordingListener> opened = new ArrayList<>();

    private Stage(Transport transport) {
        this.transport = transport;
    }

    static Stage of(TransportSource source) {
        return of(source, Transport.Settings.defaults());
    }

    static Stage of(TransportSource source, Transport.Settings settings) {
        return new Stage(source.transport(settings));
    }

    /** A stage whose transport trusts the test's certificates. */
    static Stage trusting(TransportSource source) {
        return of(source, Transport.Settings.defaults().withTls(Transport.Tls.trusting(TestCertificates.trusted())));
    }

    Transport transport() {
        return transport;
    }

    boolean can(Transport.Capability capability) {
        return transport.capabilities().contains(capability);
    }

    int waitingTasks() {
        return environment.waitingTasks();
    }

    <T extends AutoCloseable> T own(T closeable) {
        closing.push(closeable);
        return closeable;
    }

    RawPeer peer() {
        return own(RawPeer.start());
    }

    RecordingListener listener() {
        RecordingListener listener = new RecordingListener();
        listener.allowNone();
        listeners.add(listener);
        return listener;
    }

    /** A request with secrets in its query and in a header. */
    static LinkRequest.Builder request(RawPeer peer) {
        return request(peer.uri("/ws?token=" + Secrets.QUERY));
    }

    static LinkRequest.Builder request(URI uri) {
        return LinkRequest.builder(uri).header("Authorization", "Bearer " + Secrets.HEADER);
    }

    CompletionStage<Link> open(LinkRequest.Builder request, RecordingListener listener) {
        return openWith(request, listener);
    }

    CompletionStage<Link> openWith(LinkRequest.Builder request, Link.Listener listener) {
        return transport.open(request.build(), listener, environment.environment());
    }

    /** Opens a link to a new peer that accepts it; no demand is given yet. */
    Wire connect() {
        return connect(peer());
    }

    Wire connect(RawPeer peer) {
        return connect(peer, request(peer));
    }

    Wire connect(RawPeer peer, LinkRequest.Builder request) {
        RecordingListener listener = listener();
        Link link = Deadline.result("the link", open(request, listener));
        opened.add(listener);
        Secrets.assertAbsent(link);
        return new Wire(link, listener, peer.connection());
    }

    /** Opens a link that must fail, and checks what holds for every failure. */
    ConnectionException failure(LinkRequest.Builder request) {
        RecordingListener listener = listener();
        ConnectionException error = failure(open(request, listener));
        assertThat(listener.ends())
                .as("a failure to open is not told to the listener")
                .isEmpty();
        return error;
    }

    ConnectionException failure(RawPeer peer) {
        return failure(request(peer));
    }

    ConnectionException failure(HttpCall call) {
        return failure(transport.exchange(call));
    }

    HttpCall.Reply reply(HttpCall call) {
        return Deadline.result("the reply", transport.exchange(call));
    }

    static ConnectionException failure(CompletionStage<?> stage) {
        Throwable error = cause(stage);
        Secrets.assertAbsentFromChain(error);
        if (error instanceof ConnectionException expected) {
            return expected;
        }
        throw new AssertionError("not a ConnectionException", error);
    }

    private static @Nullable Throwable cause(CompletionStage<?> stage) {
        try {
            Object result = stage.toCompletableFuture().get(Deadline.GENEROUS.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("should have failed, but gave " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("should have failed within " + Deadline.GENEROUS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * A whole round trip over another link. Whatever the transport would wrongly do on the link under test, it has had
     * every chance to do by the end of it.
     */
    void roundTripElsewhere() {
        Wire other = connect();
        other.request(1);
        other.sendText("to and");
        assertThat(other.server().readText()).isEqualTo("to and");
        other.server().text("fro");
        assertThat(other.listener().awaitText()).isEqualTo("fro");
    }

    @Override
    public void close() {
        transport.close();
        opened.forEach(RecordingListener::awaitEnd);
        while (!closing.isEmpty()) {
            closeOne(closing.pop());
        }
        environment.close();
        Secrets.assertAbsent(transport);
        listeners.forEach(Stage::assertKeptItsWord);
    }

    private static void closeOne(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new AssertionError("cannot close " + closeable, e);
        }
    }

    private static void assertKeptItsWord(RecordingListener listener) {
        assertThat(listener.violations()).as("what must never happen").isEmpty();
        assertThat(listener.ends()).as("ends told").hasSizeLessThanOrEqualTo(1);
        listener.ends().forEach(end -> {
            Secrets.assertAbsent(end);
            Secrets.assertAbsentFromChain(end.cause());
        });
    }
}
