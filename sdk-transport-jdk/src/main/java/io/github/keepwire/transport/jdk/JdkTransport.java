// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.jdk;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import io.github.keepwire.transport.Transport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport on the WebSocket client of the JDK.
 *
 * <pre>{@code
 * Transport transport = new JdkTransport(Transport.Settings.defaults().withProxy(proxy));
 * }</pre>
 *
 * <p>Threads: none before the first link or exchange; then the JDK's selector and a few daemons named
 * {@code keepwire-jdk-...}, shared by all links. After {@link #close()} the daemons end as soon as their last task is
 * done; the selector thread ends at once on Java 21 and later, and on older ones when the garbage collector finds it
 * unused.
 *
 * <p>What the JDK cannot do: it compresses nothing; it misses the end of a stream that comes right behind a message, so
 * that the client has to probe; it asks once more on its own when a server refuses the connection, or hangs up without a
 * byte of an answer to a GET or a handshake; it speaks HTTP/1.1 to HTTP proxies only, without credentials; and it reads the body of a
 * refused handshake whole, bounded by the handshake's timeout alone. Text with lone surrogates is sent with U+FFFD in
 * their place. And its own loggers {@code jdk.internal.httpclient.debug} and
 * {@code jdk.internal.httpclient.websocket.debug}, off by default, tell addresses with their queries: a transport that is made
 * while they are on warns of it.
 */
public final class JdkTransport implements Transport {
    private static final Set<Transport.Capability> CAPABILITIES = Collections.unmodifiableSet(
            EnumSet.of(Transport.Capability.LIMITS_INBOUND_BEFORE_ASSEMBLY, Transport.Capability.REJECTS_INVALID_UTF8));

    private static final Logger LOG = LoggerFactory.getLogger(JdkTransport.class);
    /** Of the JDK's HTTP client; they print each address, a token in its query included. */
    private static final List<String> INDISCREET =
            List.of("jdk.internal.httpclient.debug", "jdk.internal.httpclient.websocket.debug");

    private final Workers workers = new Workers();
    private final Residents residents = new Residents();
    private final SharedClient client;
    private final String through;

    /** Makes a transport with the platform's trusted certificates and no proxy. Opens nothing yet. */
    public JdkTransport() {
        this(Transport.Settings.defaults());
    }

    /**
     * Makes a transport. Opens nothing yet.
     *
     * @param settings TLS and proxy
     */
    public JdkTransport(Transport.Settings settings) {
        client = new SharedClient(requireNonNull(settings, "settings"), workers);
        INDISCREET.forEach(JdkTransport::warnOf);
        through = settings.proxy().map(JdkTransport::throughProxy).orElse("");
    }

    private static void warnOf(String logger) {
        if (System.getLogger(logger).isLoggable(System.Logger.Level.DEBUG)) {
            LOG.warn("the JDK's logger {} is on: it tells addresses, and tokens where they travel in those", logger);
        }
    }

    private static String throughProxy(InetSocketAddress proxy) {
        return " (through the proxy " + proxy.getHostString() + ":" + proxy.getPort() + ")";
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public Set<Transport.Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public CompletionStage<Link> open(LinkRequest request, Link.Listener listener, Environment environment) {
        requireNonNull(listener, "listener");
        requireNonNull(environment, "environment");
        Terms terms = new Terms(request, listener, environment, workers);
        return new Opening(terms, residents, where(request.uri())).begin(client::get);
    }

    @Override
    public CompletionStage<HttpCall.Reply> exchange(HttpCall call) {
        return new HttpExchange(call, workers, residents, where(call.uri())).begin(client::get);
    }

    private String where(URI uri) {
        return SafeText.hostAndPort(uri) + through;
    }

    @Override
    public void close() {
        if (residents.close()) {
            client.close();
            workers.stop();
        }
    }
}
