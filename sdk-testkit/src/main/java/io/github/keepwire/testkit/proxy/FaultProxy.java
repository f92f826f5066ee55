// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static java.util.Objects.requireNonNull;

import io.github.keepwire.testkit.Deadline;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on loopback, at a free port, that becomes a bad network when the test says so.
 *
 * <pre>{@code
 * try (FaultProxy link = FaultProxy.to(server.url())) {
 *     client.connect(link.uri());
 *     link.blackHole(Direction.TO_CLIENT);   // the server's bytes are lost; nobody is told
 *     link.restore();
 * }
 * }</pre>
 *
 * <p>Each direction has one mode at a time ({@link #blackHole}, {@link #stall}, {@link #delay}, {@link #throttle},
 * {@link #resetAfter}, {@link #halfClose}, or passing): the last call wins, for the open connections and for new ones.
 * Besides, the proxy serves, holds ({@link #holdAccepts}) or refuses ({@link #cut}, {@link #hangUp}) who connects.
 * {@link #restore} undoes all of it, but brings no lost byte and no ended connection back.
 *
 * <p>An end that closes or resets is a piece of news, and travels as bytes do: a direction that is stalled or a black
 * hole keeps it until it is restored.
 *
 * <p>Safe for use by any thread; works on daemon threads, two for each connection. No call waits for the network.
 */
public final class FaultProxy implements AutoCloseable {
    private final URI target;
    private final InetSocketAddress address;
    private final Entrance entrance;
    private final Map<Direction, Valve> valves =
            Map.of(Direction.TO_SERVER, new Valve(), Direction.TO_CLIENT, new Valve());
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private FaultProxy(URI target) {
        this.target = target;
        address = Targets.address(target);
        entrance = new Entrance(this::serve);
    }

    /**
     * Starts a proxy in front of a port on loopback.
     *
     * @param port where the server listens
     * @return a proxy that listens and passes
     */
    public static FaultProxy to(int port) {
        return new FaultProxy(Targets.loopback(port));
    }

    /**
     * Starts a proxy in front of a server on loopback.
     *
     * @param target where the server listens, such as {@code ws://127.0.0.1:8080/ws?v=1}
     * @return a proxy that listens and passes
     * @throws IllegalArgumentException if the host is not on loopback
     */
    public static FaultProxy to(URI target) {
        return new FaultProxy(requireNonNull(target, "target"));
    }

    /**
     * The target as seen through this proxy: its scheme, host, path and query, with the port of the proxy.
     *
     * @return where to connect to
     */
    public URI uri() {
        return Targets.through(target, port());
    }

    /**
     * Another place of the same server.
     *
     * @param path path and query, such as {@code /ws?v=1}
     * @return where to connect to
     */
    public URI uri(String path) {
        return uri().resolve(path);
    }

    /**
     * Where this proxy listens, or will when it is restored.
     *
     * @return the port on loopback
     */
    public int port() {
        return entrance.port();
    }

    /** Resets the open connections and refuses new ones, as a machine without that service: "connection refused". */
    public void cut() {
        entrance.refuse();
        dropConnections();
    }

    /**
     * Sends FIN both ways on the open connections and refuses new ones. What the ends still send is lost; a connection
     * is open until both have closed.
     */
    public void hangUp() {
        entrance.refuse();
        connections.forEach(connection -> {
            connection.finish(Direction.TO_SERVER);
            connection.finish(Direction.TO_CLIENT);
        });
    }

    /** Resets the open connections; new ones are welcome. */
    public void dropConnections() {
        connections.forEach(ProxiedConnection::reset);
    }

    /**
     * Leaves new connections unserved: they are established and stay silent until {@link #restore()}. Listens again if
     * it did not.
     */
    public void holdAccepts() {
        entrance.hold();
    }

    /**
     * Reads and loses what is sent: the sender notices nothing, and a stream that was under way has a hole for good.
     *
     * @param direction which way
     */
    public void blackHole(Direction direction) {
        valve(direction).set(Steady.BLACK_HOLE);
    }

    /**
     * Stops reading: the sender fills the buffers of the network, then blocks. Nothing is lost. At most 8 KiB of a
     * connection are in hand.
     *
     * @param direction which way
     */
    public void stall(Direction direction) {
        valve(direction).set(Steady.STALL);
    }

    /**
     * Holds each chunk for some time. The order stays; bytes that come meanwhile make up the next chunk.
     *
     * @param direction which way
     * @param delay how long, not negative
     */
    public void delay(Direction direction, Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative: " + delay);
        }
        valve(direction).set(Mode.delay(delay));
    }

    /**
     * Slows a direction down; all connections share it.
     *
     * @param direction which way
     * @param bytesPerSecond at most how many bytes pass in a second, at least 1
     */
    public void throttle(Direction direction, long bytesPerSecond) {
        valve(direction).set(Mode.throttle(Targets.positive("bytesPerSecond", bytesPerSecond)));
    }

    /**
     * Lets so many further bytes pass, of all connections together, and resets the connection that had the last of them.
     * Then the direction passes again.
     *
     * @param direction which way
     * @param bytes how many, at least 1
     */
    public void resetAfter(Direction direction, long bytes) {
        valve(direction).set(Mode.resetAfter(Targets.positive("bytes", bytes)));
    }

    /**
     * Sends FIN in one direction, after what was forwarded; what comes later that way is lost. The other direction stays.
     *
     * @param direction which way
     */
    public void halfClose(Direction direction) {
        valve(direction).set(Steady.ENDED);
        connections.forEach(connection -> connection.finish(direction));
    }

    /**
     * Passes again both ways, and listens, on the same port. Who was held is served.
     *
     * @throws IllegalStateException if the proxy is closed
     */
    public void restore() {
        valves.values().forEach(valve -> valve.set(Steady.PASS));
        entrance.open();
    }

    /**
     * How many connections were served, the ones that failed included.
     *
     * @return the count since the start
     */
    public int accepted() {
        return accepted.get();
    }

    /**
     * How many connections are open: served, not reset, and not ended in both directions.
     *
     * @return the count of now
     */
    public int open() {
        return connections.size();
    }

    /**
     * How many bytes were handed on; what a black hole took is not among them.
     *
     * @param direction which way
     * @return the count since the start, of all connections
     */
    public long forwarded(Direction direction) {
        return valve(direction).forwarded();
    }

    /**
     * Blocks until exactly so many connections are open.
     *
     * @param count how many
     * @throws AssertionError if that is not so within 10 s
     */
    public void awaitOpen(int count) {
        Deadline.await(() -> count + " open, but there are " + open(), Deadline.GENEROUS, () -> open() == count);
    }

    /**
     * Blocks until at least so many connections have been served.
     *
     * @param count how many
     * @throws AssertionError if that is not so within 10 s
     */
    public void awaitAccepted(int count) {
        Deadline.await(
                () -> count + " accepted, but there were " + accepted(), Deadline.GENEROUS, () -> accepted() >= count);
    }

    /** Resets the open connections, stops to listen and gives the port back. For good. */
    @Override
    public void close() {
        entrance.close();
        dropConnections();
    }

    private void serve(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(client, valves, connections::remove);
        connections.add(connection);
        accepted.incrementAndGet();
        valves.forEach((direction, valve) -> {
            if (valve.isEnded()) {
                connection.finish(direction);
            }
        });
        connection.start(address);
    }

    private Valve valve(Direction direction) {
        return requireNonNull(valves.get(direction));
    }
}
