// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.RealtimeClientBuilder;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.testkit.proxy.FaultProxy;
import io.github.keepwire.time.Ticker;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;

/** Gives a test clients of its server, each behind a link that can be cut. */
abstract class ConnectingServer extends FeedServer {
    private final Clients clients;

    ConnectingServer(Behavior behavior, Function<String, Protocol> spoken, int httpPort, Ticker ticker) {
        super(behavior, httpPort, ticker);
        clients = new Clients(spoken);
    }

    abstract URI url();

    /**
     * Connects a client to this server, over the transport found on the path; blocks until it is open. It speaks the
     * server's dialect, and registers with the mode {@code test} if the server is one for devices. Its connections run
     * through a {@link #link(RealtimeClient) link} of its own, and a lost one is opened again every
     * {@link DevServer#CLIENT_BACKOFF}, so that no test waits for a backoff. It is closed with the server, or with the test if the
     * server is a JUnit extension.
     *
     * @param deviceId the client's identity: id and name
     * @return the client, open
     * @throws AssertionError if it does not connect in time
     * @throws io.github.keepwire.error.KeepwireException if there is no transport on the path, or more than one
     */
    public final RealtimeClient client(String deviceId) {
        return client(deviceId, settings -> {});
    }

    /**
     * Connects a client to this server, with settings of the test's own; blocks until it is open. It is closed as any
     * {@link #client(String)} is.
     *
     * <pre>{@code
     * var camera = server.client("camera", settings -> settings.transport(transport));
     * }</pre>
     *
     * @param deviceId the client's identity: id and name
     * @param settings sets on the builder what the test wants different
     * @return the client, open
     * @throws AssertionError if it does not connect in time
     */
    public final RealtimeClient client(String deviceId, Consumer<RealtimeClientBuilder> settings) {
        return clients.connect(url(), deviceId, settings, waits.patience());
    }

    /**
     * The network between this server and a client it gave: a proxy of the client's own, to be cut, stalled, slowed down
     * and restored. It is closed after the client.
     *
     * <pre>{@code
     * server.link(camera).cut();
     * camera.send("blueAlert", new Alert(0.9, "hall"));
     * server.link(camera).restore();
     * }</pre>
     *
     * @param client a client from {@link #client(String)} that was not closed with the server or the test
     * @return its link
     * @throws IllegalArgumentException if the client is not from this server
     */
    public final FaultProxy link(RealtimeClient client) {
        return clients.link(client);
    }

    @Override
    final void closeClients() {
        clients.closeAll();
    }
}
