// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testkit.socketio.SocketIoEngine;
import io.github.keepwire.testkit.socketio.SocketIoHub;
import io.github.keepwire.testkit.socketio.SocketIoSettings;
import io.github.keepwire.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * A WebSocket server on loopback for tests and for trying things out: real sockets, a free port, scripted by the test.
 *
 * <pre>{@code
 * final DevServer server = DevServer.deviceEnvelope();     // a field, with @RegisterExtension
 *
 * // in a test
 * var camera = server.client("camera");
 * camera.send("blueAlert", new Alert(0.9, "hall"));
 * assertThat(server.await("blueAlert", 1)).hasSize(1);
 * }</pre>
 *
 * <p>As a JUnit extension it is started and closed around each test (instance field) or around all tests of a class
 * (static field; each test finds it emptied, so such tests must not run at the same time). Without JUnit,
 * {@link #start()} and {@link #close()} do it; a closed server can be started again, on the port it had.
 *
 * <p>Safe for use by any thread. Settings ({@code port}, {@code maxMessageBytes}, {@code connectionLostTimeout}) are for
 * the next start. Whatever waits (the {@code await} family, and what is addressed to a device, which waits until the
 * device is connected) gives up after the {@link #patience(Duration) patience}, 10 s by default, with an
 * {@link AssertionError} that tells what there is instead.
 *
 * <p>Logs at INFO who connects and leaves, and at DEBUG which types of messages come; never a payload, a header or a query.
 */
public final class DevServer extends ConnectingServer {
    /** How many threads read and handle frames; each connection belongs to one of them. */
    public static final int WORKERS = 4;

    /** The largest message a server takes unless told otherwise, in bytes: 1 MiB. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 20;

    /** How long a client from here waits before it opens a lost connection again, unless told otherwise: 50 ms. */
    public static final Duration CLIENT_BACKOFF = Duration.ofMillis(50);

    private static final Protocol REGISTERING = JsonDialect.deviceEnvelope().register(Map.of("mode", "test"));

    private final ServerRun run;

    private DevServer(Behavior behavior, Protocol spoken) {
        this(behavior, id -> spoken, 0, Ticker.system());
    }

    private DevServer(Behavior behavior, Function<String, Protocol> spoken, int httpPort, Ticker ticker) {
        super(behavior, spoken, httpPort, ticker);
        run = new ServerRun(behavior, gate, dispatcher);
    }

    /**
     * A server for devices that speak {@code {type, deviceId, deviceName, timestamp, payload}}, the {@code id} being
     * optional.
     *
     * <p>{@code {"action":"join_channel","channel":"blue_light_monitor_<group>","deviceId":..}} puts the sender in a
     * group ({@code leave_channel} takes it out). A message goes, as it came, to the others of the sender's group, or to
     * all others if the sender is in none; an {@code alertAck} goes to the device whose message has the id
     * {@code payload.alertId}; a {@code heartbeat} goes nowhere. A device is known from its {@code deviceRegister}, else
     * from the first frame that names it. A frame the server cannot use is answered with
     * {@code {"type":"error","payload":{"code":..,"message":..}}} and counted; the connection stays.
     *
     * @return a server that is not started
     */
    public static DevServer deviceEnvelope() {
        return new DevServer(new DeviceEnvelope(false), REGISTERING);
    }

    /**
     * A {@link #deviceEnvelope()} server that itself acknowledges every message that has an {@code id}, besides handing
     * it on: for a sender that is alone.
     *
     * @return a server that is not started
     */
    public static DevServer acknowledgingDeviceEnvelope() {
        return new DevServer(new DeviceEnvelope(true), REGISTERING);
    }

    /**
     * A {@link #topics(FeedSettings) topics} server with the default settings.
     *
     * @return a server that is not started
     */
    public static DevServer topics() {
        return topics(FeedSettings.defaults());
    }

    /**
     * A server for monitors of devices that speak {@code {type, data, timestamp}}, the timestamp in ISO-8601.
     *
     * <p>{@code {"type":"subscription","data":{"topic":..}}} puts the sender among those who hear of a topic, and
     * {@code unsubscription} takes it out; neither is confirmed. {@link #publish(String, String, Object)} reaches the
     * subscribers, and a message of a client reaches the others who subscribed to the topic that is named like its type. A
     * subscription counts as a {@linkplain #awaitGroup(String, int) group}, and the query parameter {@code client_id} as the
     * device id. The server sends a {@code heartbeat}; that of a client goes nowhere. A token ({@code user:alice},
     * {@code admin:root}) comes as the query parameter {@code token}, as {@code Authorization: Bearer}, or as a subprotocol,
     * where a dot stands for the colon ({@code user.alice}); whom
     * {@link #requireToken(String)} or the settings keep out is closed with 1008. A message that the server cannot use is
     * answered with {@code {"type":"error","data":{"error":..,"code":..}}}.
     *
     * <p>The {@linkplain #httpUri() HTTP side} answers {@code GET /ws/stats}, and to administrators
     * ({@code Authorization: Bearer admin:root}) {@code POST} of JSON objects to
     *
     * <ul>
     *   <li>{@code /ws/broadcast}: {@code type, data, topic}; to all if no topic is named
     *   <li>{@code /ws/send-to-user/{user_id}}: {@code type, data}
     *   <li>{@code /ws/device-alert}: {@code device_id, message, alert_type, severity}; a {@code security_alert} in
     *       {@code security} and {@code device_<id>}
     *   <li>{@code /ws/live-metrics}: {@code device_id, metrics}; in {@code metrics_<id>}
     *   <li>{@code /ws/notification}: {@code title, message, type, severity, device_id, user_id}; in {@code notifications},
     *       or to that user
     *   <li>{@code /ws/performance-data}: {@code data}; in {@code performance}
     *   <li>{@code /ws/device-action/{device_id}}: {@code action, status, details}; in {@code device_<id>}
     *   <li>{@code /ws/start-monitoring/{device_id}}: {@code interval_seconds}, 5 by default; a {@code device_status} now,
     *       and made-up {@code live_metrics} from now on, in {@code metrics_<id>}
     * </ul>
     *
     * <p>Its {@link #client(String) clients} speak {@link JsonDialect#topics()} unless told otherwise.
     *
     * @param settings heartbeat, silence, rate limit, tokens, devices, time
     * @return a server that is not started
     */
    public static DevServer topics(FeedSettings settings) {
        Clockwork clockwork = new Clockwork(settings.environment());
        return feed(new Topics(settings, clockwork), JsonDialect.topics(), settings, clockwork);
    }

    /**
     * A {@link #channels(FeedSettings) channels} server with the default settings.
     *
     * @return a server that is not started
     */
    public static DevServer channels() {
        return channels(FeedSettings.defaults());
    }

    /**
     * A server for clients that speak {@code {type, data:{.., timestamp}}}, the timestamp in milliseconds since 1970; a
     * channel is a type of messages.
     *
     * <p>{@code {"type":"subscribe","channels":[..]}} is answered by {@code subscribed}, {@code unsubscribe} by
     * {@code unsubscribed}, both with the channels; a client starts with {@code gesture} and {@code ai_response}.
     * {@code {"type":"ping"}} is answered by {@code pong}. A message of a client reaches the others who subscribed to its
     * type. Those who subscribed to {@code system} hear how many are connected ({@code connection_count}). A message that
     * the server cannot use, or one too many, is answered with
     * {@code {"type":"error","data":{"error":..,"code":"VALIDATION_ERROR"|"RATE_LIMIT","timestamp":..}}}. Groups, client
     * ids and tokens are as for {@link #topics(FeedSettings)}.
     *
     * <p>The {@linkplain #httpUri() HTTP side} takes {@code POST /api/gesture/process} ({@code type, position, confidence}:
     * published as a {@code gesture}), {@code POST /api/ai/infer} ({@code query}: answered, and published as an
     * {@code ai_response}) and {@code GET /api/stats}.
     *
     * <p>Its {@link #client(String) clients} speak {@link JsonDialect#channels()} unless told otherwise.
     *
     * @param settings heartbeat, silence, rate limit, tokens, time
     * @return a server that is not started
     */
    public static DevServer channels(FeedSettings settings) {
        Clockwork clockwork = new Clockwork(settings.environment());
        return feed(new Channels(settings, clockwork), JsonDialect.channels(), settings, clockwork);
    }

    private static DevServer feed(Feed feed, Protocol spoken, FeedSettings settings, Clockwork clockwork) {
        DevServer server = new DevServer(feed, id -> spoken, settings.httpPort(), clockwork.ticker());
        server.gate.refuseByClosing();
        return server;
    }

    /**
     * A {@link #socketIo(SocketIoSettings) Socket.IO} server with the default settings.
     *
     * @return a server that is not started
     */
    public static DevServer socketIo() {
        return socketIo(SocketIoSettings.defaults());
    }

    /**
     * A server that speaks Socket.IO 5 over Engine.IO 4, by WebSocket only: a chat out of the box, see {@link SocketIoHub},
     * and scripted through {@link #io()}.
     *
     * <p>A namespace and a room count as {@linkplain #awaitGroup(String, int) groups}: {@code /}, {@code /chat}, {@code hall},
     * and {@code /chat,hall} for a room that is not in the main namespace. A client is known as {@code userId} or {@code user}
     * of its auth object, else as {@code client_id} of its address. {@link #await(String, int)} waits for events by their
     * names; what it returns is {@code {"event":..,"namespace":..,"args":[..]}}. {@link #requireToken(String)} is asked at the
     * door of namespaces. What breaks the grammar is counted, and ends the connection.
     *
     * <p>Its {@link #client(String) clients} speak {@link SocketIo} unless told otherwise, in the main namespace, with their
     * id as {@code client_id}.
     *
     * @param settings path, pings, limits, namespaces, rooms, recovery, time
     * @return a server that is not started
     */
    public static DevServer socketIo(SocketIoSettings settings) {
        Clockwork clockwork = new Clockwork(settings.environment());
        SocketIoServer behavior = new SocketIoServer(settings, clockwork);
        SocketIo plain = SocketIo.defaults().path(settings.path());
        SocketIo spoken = settings.recovers() ? plain.recovery() : plain;
        DevServer server = new DevServer(behavior, id -> spoken.query("client_id", id), 0, clockwork.ticker());
        server.gate.screen(behavior::screen);
        return server.maxMessageBytes(settings.maxPayload());
    }

    /**
     * A server that sends every frame back to whom it came from.
     *
     * @return a server that is not started
     */
    public static DevServer echo() {
        return of(new Echo());
    }

    /**
     * A server that does as you say. Its {@link #client(String) clients} speak the device envelope unless told otherwise.
     *
     * @param behavior what to do with the peers; not to be shared with another server
     * @return a server that is not started
     */
    public static DevServer of(Behavior behavior) {
        return new DevServer(requireNonNull(behavior, "behavior"), JsonDialect.deviceEnvelope());
    }

    /**
     * Sets the port of the next start; any free one by default.
     *
     * @param port the port; 0 for any free one
     * @return this server
     */
    public DevServer port(int port) {
        run.change(settings -> settings.withPort(port));
        return this;
    }

    /**
     * Sets the largest message to take from the next start on; 1 MiB by default. A larger one, or a larger frame of one,
     * ends the connection with close code 1009.
     *
     * @param bytes the limit
     * @return this server
     */
    public DevServer maxMessageBytes(int bytes) {
        run.change(settings -> settings.withMaxMessageBytes(bytes));
        engine().ifPresent(engine -> engine.maxPayload(bytes));
        return this;
    }

    /**
     * Makes the server ping from the next start on, and cut a client that does not answer for one and a half times as
     * long; by default it does not.
     *
     * @param every how often, in whole seconds; zero for never
     * @return this server
     */
    public DevServer connectionLostTimeout(Duration every) {
        run.change(settings -> settings.withConnectionLostTimeout(every));
        return this;
    }

    /**
     * Sets how long the server waits for what a test asks for; 10 s by default.
     *
     * @param patience the longest wait
     * @return this server
     */
    public DevServer patience(Duration patience) {
        waits.patience(patience);
        return this;
    }

    /**
     * Lets only those in, from now on, who bring the token as {@code Authorization: Bearer <token>}, as the query
     * parameter {@code token}, or as one of the subprotocols they offer; others get HTTP status 401, or, on a topics or channels server, close code 1008. A
     * Socket.IO server looks into the auth object alone, and refuses the namespace. Who is
     * connected stays.
     *
     * @param token the token
     * @return this server
     */
    public DevServer requireToken(String token) {
        requireNonNull(token, "token");
        if (engine().isPresent()) {
            io().tokens(token);
        } else {
            gate.requireToken(token);
        }
        return this;
    }

    /**
     * Listens on loopback; returns when clients can connect.
     *
     * @return this server
     * @throws java.io.UncheckedIOException if the port is taken, or that of the HTTP side
     * @throws IllegalStateException if it is started already
     */
    public DevServer start() {
        run.start();
        try {
            startHttp();
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
        return this;
    }

    /**
     * Says goodbye to every client (close code 1001), ends all connections and threads, and waits for that. What was
     * received can still be asked for. Does nothing if it is not started.
     */
    @Override
    public void close() {
        try {
            closeClients();
        } finally {
            endRun();
        }
    }

    /**
     * Closes the server and starts it again on the port it had, as a deployment does: every client gets close code 1001.
     *
     * @return this server
     */
    public DevServer restart() {
        endRun();
        return start();
    }

    private void endRun() {
        closeHttp();
        run.close();
    }

    /**
     * Where clients connect to.
     *
     * @return the address, {@code ws://<loopback>:<port>/..}
     * @throws IllegalStateException if the server is not started
     */
    @Override
    public URI url() {
        return run.url();
    }

    @Override
    void open() {
        run.forgetPort();
        reset();
        gate.keepToken();
        engine().ifPresent(SocketIoEngine::keep);
        start();
    }

    @Override
    void cleanSlate() {
        reset();
        gate.restoreToken();
        engine().ifPresent(SocketIoEngine::restore);
    }
}
