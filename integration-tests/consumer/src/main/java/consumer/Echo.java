// SPDX-License-Identifier: Apache-2.0
package consumer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** The smallest WebSocket peer: one connection, short frames, every text sent back, every ping answered. */
final class Echo implements AutoCloseable {
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FIN = 0x80;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int TWO_LENGTH_BYTES = 126;

    private final ServerSocket server;

    Echo() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("ws://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try (var socket = server.accept()) {
            talk(socket);
        } catch (EOFException | SocketException e) {
            System.err.println("the echo's peer has gone: " + e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the echo broke", e);
        }
    }

    private static void talk(Socket socket) throws IOException, GeneralSecurityException {
        var in = new DataInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        out.write(upgrade(header(in, "sec-websocket-key")).getBytes(ISO_8859_1));
        int opcode;
        do {
            opcode = in.readUnsignedByte() & 0x0f;
            var payload = payload(in);
            answer(out, opcode == PING ? PONG : opcode, payload);
        } while (opcode != CLOSE);
    }

    private static String header(DataInputStream in, String name) throws IOException {
        var value = "";
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                value = line.substring(name.length() + 1).strip();
            }
        }
        return value;
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    private static String upgrade(String key) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT).getBytes(ISO_8859_1));
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        var mask = new byte[4];
        var payload = new byte[length == TWO_LENGTH_BYTES ? in.readUnsignedShort() : length];
        in.readFully(mask);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % mask.length];
        }
        return payload;
    }

    private static void answer(OutputStream out, int opcode, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(FIN | opcode);
        if (payload.length < TWO_LENGTH_BYTES) {
            frame.write(payload.length);
        } else {
            frame.write(TWO_LENGTH_BYTES);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(payload);
        out.write(frame.toByteArray());
    }
}
