// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection, with nothing automatic about it: what the test does not write is not sent, and
 * what it does not read stays in the client's way.
 *
 * <p>Reads block up to {@link Deadline#GENEROUS} and then fail the test; writes block as long as TCP does. One thread may
 * read while another writes. Network trouble is thrown as {@link UncheckedIOException}.
 */
public final class RawConnection implements AutoCloseable {
    private final Socket tcp;
    private final DataInputStream in;
    private final OutputStream out;
    private final Lock writing = new ReentrantLock();
    private volatile @Nullable RequestHead head;
    private volatile @Nullable RuntimeException trouble;

    RawConnection(Socket tcp, Socket socket) throws IOException {
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(Deadline.GENEROUS.toMillis()));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    void greet(Greeting greeting) {
        try {
            greeting.greet(this);
        } catch (UncheckedIOException e) {
            trouble = e;
        }
    }

    /**
     * The request that opened this connection.
     *
     * @return the request
     * @throws AssertionError if the greeting did not read it; the cause tells why
     */
    public RequestHead head() {
        RequestHead read = head;
        if (read == null) {
            throw new AssertionError("no request was read from this connection", trouble);
        }
        return read;
    }

    /**
     * Reads the head of a request; for greetings.
     *
     * @return the request
     */
    public RequestHead readHead() {
        RequestHead read = reading("the head of a request", () -> RequestHead.read(in));
        head = read;
        return read;
    }

    /**
     * Reads the body that the head announced.
     *
     * @return the body, read as UTF-8; empty if the head announced none
     */
    public String readBody() {
        int length = Integer.parseInt(head().header("Content-Length").orElse("0"));
        byte[] body = reading("the body of a request", () -> in.readNBytes(length));
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Reads the next frame.
     *
     * @return the frame, unmasked
     */
    public ClientFrame read() {
        return reading("a frame of the client", () -> ClientFrame.read(in));
    }

    /**
     * Reads the next frame, which must be of one kind.
     *
     * @param opcode the kind
     * @return the frame, unmasked
     */
    public ClientFrame read(Opcode opcode) {
        ClientFrame frame = read();
        if (frame.opcode() != opcode) {
            throw new AssertionError("expected a " + opcode + " frame, but the client sent " + frame);
        }
        return frame;
    }

    /**
     * Reads the next message, which may come in parts but must be text.
     *
     * @return its content
     */
    public String readText() {
        return new String(readMessage(Opcode.TEXT), StandardCharsets.UTF_8);
    }

    /**
     * Reads the next message, which may come in parts.
     *
     * @param opcode its kind
     * @return its content
     */
    public byte[] readMessage(Opcode opcode) {
        ClientFrame frame = read(opcode);
        byte[] content = frame.bytes();
        while (!frame.last()) {
            frame = read(Opcode.CONTINUATION);
            content = Bytes.concat(content, frame.bytes());
        }
        return content;
    }

    /**
     * Reads up to the client's close frame; what comes before it is dropped.
     *
     * @return the close frame
     */
    public ClientFrame awaitClose() {
        ClientFrame frame = read();
        while (frame.opcode() != Opcode.CLOSE) {
            frame = read();
        }
        return frame;
    }

    /** Reads until the client has ended the stream, politely or by a reset; what comes before that is dropped. */
    public void awaitEnd() {
        reading("the end of the stream", this::dropUntilEnd);
    }

    private int dropUntilEnd() throws IOException {
        byte[] sink = new byte[64 * 1024];
        int dropped = 0;
        try {
            for (int n = in.read(sink); n >= 0; n = in.read(sink)) {
                dropped += n;
            }
        } catch (SocketException | SSLException reset) {
            return dropped;
        }
        return dropped;
    }

    /**
     * Writes bytes, in one piece and with nothing in between.
     *
     * @param pieces frames from {@link ServerFrames}, or anything else
     */
    public void write(byte[]... pieces) {
        writing.lock();
        try {
            out.write(Bytes.concat(pieces));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Sends a whole text message.
     *
     * @param text its content
     */
    public void text(String text) {
        write(ServerFrames.text(text));
    }

    /**
     * Sends a close frame with any code.
     *
     * @param code the code
     * @param reason the reason
     */
    public void close(int code, String reason) {
        write(ServerFrames.close(code, reason));
    }

    /** Ends our half of the TCP stream (FIN); the client's half can still be read. */
    public void fin() {
        quietly(tcp::shutdownOutput);
    }

    /** Resets the connection (RST), as a crashed machine's kernel or a firewall does. */
    public void rst() {
        quietly(() -> {
            tcp.setSoLinger(true, 0);
            tcp.close();
        });
    }

    /** Closes the socket as a dying process does: FIN, and a reset for whatever still comes. */
    @Override
    public void close() {
        quietly(tcp::close);
    }

    private <T> T reading(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("not within " + Deadline.GENEROUS + ": " + what, e);
        } catch (IOException e) {
            throw new UncheckedIOException("while waiting for " + what, e);
        }
    }

    private static void quietly(Act act) {
        try {
            act.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }
}
