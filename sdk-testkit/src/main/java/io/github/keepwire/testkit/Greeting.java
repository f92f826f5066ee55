// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * What a {@link RawPeer} does first with each connection, on a thread of its own: answer the handshake, or not.
 *
 * <p>A greeting may throw when the client goes away; the connection is handed to the test all the same.
 */
@FunctionalInterface
public interface Greeting {
    /** The pause between two drops of {@link #drip}. */
    long DRIP_NANOS = 20_000_000;

    /**
     * Greets one connection.
     *
     * @param connection the fresh connection; nothing was read from it
     */
    void greet(RawConnection connection);

    /**
     * Accepts the WebSocket handshake (RFC 6455, section 4.2.2).
     *
     * @param headers more header lines of the answer, such as {@code Sec-WebSocket-Protocol: chat}
     * @return the greeting
     */
    static Greeting accept(String... headers) {
        return connection -> connection.write(acceptance(connection.readHead(), headers));
    }

    /**
     * Accepts the WebSocket handshake, with frames right behind the answer in the same write.
     *
     * @param frames the frames, from {@link ServerFrames}
     * @return the greeting
     */
    static Greeting acceptAnd(byte[]... frames) {
        return connection -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(acceptance(connection.readHead()));
            for (byte[] frame : frames) {
                out.writeBytes(frame);
            }
            connection.write(out.toByteArray());
        };
    }

    /**
     * Answers with an HTTP status and no body, and ends the stream.
     *
     * @param status the status
     * @param headers more header lines of the answer
     * @return the greeting
     */
    static Greeting status(int status, String... headers) {
        return reply(status, "", headers);
    }

    /**
     * Answers with an HTTP status and a body, and ends the stream.
     *
     * @param status the status
     * @param body the body, sent as UTF-8
     * @param headers more header lines of the answer
     * @return the greeting
     */
    static Greeting reply(int status, String body, String... headers) {
        return connection -> {
            connection.readHead();
            connection.readBody();
            sendReply(connection, status, body, headers);
        };
    }

    /**
     * Answers a request that was read, and ends the stream; for greetings that look at the request first.
     *
     * @param connection where the request came from
     * @param status the status
     * @param body the body, sent as UTF-8
     * @param headers more header lines of the answer
     */
    static void sendReply(RawConnection connection, int status, String body, String... headers) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = head(status, headers);
        if (status != 204) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        connection.write(head.toString().getBytes(StandardCharsets.ISO_8859_1), content);
        connection.fin();
    }

    /**
     * Reads the request and answers with any text; the stream stays open.
     *
     * @param answer what to write, as ISO-8859-1
     * @return the greeting
     */
    static Greeting answer(String answer) {
        return connection -> {
            connection.readHead();
            connection.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    /**
     * Reads the request and answers with any text, a byte every 20 ms, and with its last byte over and over again.
     *
     * @param answer what to write, as ISO-8859-1
     * @return the greeting
     */
    static Greeting drip(String answer) {
        return connection -> {
            connection.readHead();
            byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; ; i++) {
                connection.write(new byte[] {bytes[Math.min(i, bytes.length - 1)]});
                LockSupport.parkNanos(DRIP_NANOS);
            }
        };
    }

    /**
     * Reads the request and says nothing.
     *
     * @return the greeting
     */
    static Greeting silence() {
        return RawConnection::readHead;
    }

    /**
     * Neither reads nor says anything.
     *
     * @return the greeting
     */
    static Greeting nothing() {
        return connection -> {};
    }

    private static byte[] acceptance(RequestHead request, String... headers) {
        if (!request.isUpgrade()) {
            throw new AssertionError("not a WebSocket handshake: " + request.line());
        }
        String key = request.header("Sec-WebSocket-Key").orElse("");
        StringBuilder head = head(101, headers)
                .append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ")
                .append(AcceptKey.answer(key))
                .append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static StringBuilder head(int status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head;
    }
}
