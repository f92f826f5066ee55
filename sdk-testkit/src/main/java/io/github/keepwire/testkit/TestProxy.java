// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that knows only {@code CONNECT} (RFC 9110, section 9.3.6) and leads every name to loopback, at the port
 * that was asked for.
 *
 * <p>Runs on daemon threads; closing it closes every socket.
 */
public final class TestProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int answer;
    private final int idleMillis;
    private final List<RequestHead> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private TestProxy(int answer, Duration idle) {
        this.answer = answer;
        this.idleMillis = Math.toIntExact(idle.toMillis());
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("test-proxy-accept", this::listen);
    }

    /**
     * Starts a proxy that lets everybody through.
     *
     * @return a listening proxy
     */
    public static TestProxy start() {
        return new TestProxy(200, Duration.ZERO);
    }

    /**
     * Starts a proxy that answers every request with one status.
     *
     * @param status such as 407
     * @return a listening proxy
     */
    public static TestProxy refusing(int status) {
        return new TestProxy(status, Duration.ZERO);
    }

    /**
     * Starts a proxy that lets everybody through, and hangs up on who has said nothing for some time.
     *
     * @param idle the longest silence of a client, at least 1 ms
     * @return a listening proxy
     * @throws IllegalArgumentException if the time is shorter
     */
    public static TestProxy droppingIdle(Duration idle) {
        if (idle.toMillis() < 1) {
            throw new IllegalArgumentException("idle must be at least 1 ms: " + idle);
        }
        return new TestProxy(200, idle);
    }

    /**
     * Where it listens.
     *
     * @return an address on loopback
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /**
     * What it was asked.
     *
     * @return the requests so far, in order
     */
    public List<RequestHead> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        close(server);
        sockets.forEach(TestProxy::close);
    }

    private void listen() {
        while (!server.isClosed()) {
            Socket client = acceptOne();
            if (client != null) {
                daemon("test-proxy-serve", () -> serve(client));
            }
        }
    }

    private @Nullable Socket acceptOne() {
        try {
            Socket client = server.accept();
            sockets.add(client);
            return client;
        } catch (IOException e) {
            if (server.isClosed()) {
                return null;
            }
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket client) {
        try {
            InputStream in = new BufferedInputStream(client.getInputStream());
            RequestHead request = RequestHead.read(in);
            requests.add(request);
            if (answer != 200 || !request.method().equals("CONNECT")) {
                refuse(client, answer == 200 ? 405 : answer);
                return;
            }
            Socket target = new Socket(InetAddress.getLoopbackAddress(), portOf(request));
            sockets.add(target);
            client.setSoTimeout(idleMillis);
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            daemon("test-proxy-pump", () -> pump(target, client));
            pump(in, client, target);
        } catch (IOException e) {
            close(client);
        }
    }

    private static void refuse(Socket client, int status) throws IOException {
        String head = "HTTP/1.1 " + status + " Scripted\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
    }

    private static int portOf(RequestHead request) {
        String target = request.target();
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    private static void pump(Socket from, Socket to) {
        try {
            pump(from.getInputStream(), from, to);
        } catch (IOException e) {
            close(to);
        }
    }

    /** Copies one direction; its end, polite or not, ends both sockets. */
    private static void pump(InputStream in, Socket from, Socket to) {
        try {
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new AssertionError("a socket of the proxy did not close", e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
