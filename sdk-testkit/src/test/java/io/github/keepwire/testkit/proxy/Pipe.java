// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that only accepts, a proxy in front of it, and the sockets of both sides; every read has a deadline. */
final class Pipe implements AutoCloseable {
    private static final int GENEROUS_MILLIS = 10_000;

    final FaultProxy proxy;
    private final ServerSocket server;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> all = new LinkedBlockingQueue<>();

    Pipe() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to(server.getLocalPort());
        Thread thread = new Thread(this::accept, "pipe-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                accepted.add(patient(server.accept()));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(GENEROUS_MILLIS);
        socket.setTcpNoDelay(true);
        all.add(socket);
        return socket;
    }

    /** Connects to the proxy, which may or may not lead on. */
    Socket knock() throws IOException {
        return patient(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    /** The server's side of the next connection. */
    Socket answer() throws InterruptedException {
        Socket socket = accepted.poll(GENEROUS_MILLIS, TimeUnit.MILLISECONDS);
        if (socket == null) {
            throw new AssertionError("nobody came through the proxy");
        }
        return socket;
    }

    /** Both ends of a new connection, each under the direction of what it receives. */
    Ends connect() throws IOException, InterruptedException {
        Socket client = knock();
        Map<Direction, Socket> receivers = new EnumMap<>(Direction.class);
        receivers.put(Direction.TO_SERVER, answer());
        receivers.put(Direction.TO_CLIENT, client);
        return new Ends(receivers);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
        for (Socket socket : all) {
            socket.close();
        }
    }

    static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        return content;
    }

    record Ends(Map<Direction, Socket> receivers) {
        Socket receiver(Direction direction) {
            return receivers.get(direction);
        }

        Socket sender(Direction direction) {
            return receiver(direction.opposite());
        }

        void send(Direction direction, String text) throws IOException {
            sender(direction).getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        /** Blocks until so many bytes have come, or the end. */
        String receive(Direction direction, int bytes) throws IOException {
            return new String(receiver(direction).getInputStream().readNBytes(bytes), ISO_8859_1);
        }

        /** Sends a text and tells what has come out at the other end. */
        String trip(Direction direction, String text) throws IOException {
            send(direction, text);
            return receive(direction, text.length());
        }

        void write(Direction direction, byte[] content) {
            try {
                sender(direction).getOutputStream().write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] receiveBytes(Direction direction, int bytes) throws IOException {
            return receiver(direction).getInputStream().readNBytes(bytes);
        }

        /** Neither bytes nor an end come: to test an absence takes a moment, and can only err by passing. */
        void assertSilence(Direction direction) throws IOException {
            Socket receiver = receiver(direction);
            receiver.setSoTimeout(30);
            assertThatThrownBy(() -> read(direction)).isInstanceOf(SocketTimeoutException.class);
            receiver.setSoTimeout(GENEROUS_MILLIS);
        }

        /** What an end reads next: -1 for the end of the stream. */
        int read(Direction direction) throws IOException {
            return receiver(direction).getInputStream().read();
        }
    }
}
