// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * As much of a Socket.IO server as costs next to nothing, in a process of its own, a thread for each connection. It lets everybody
 * in, acknowledges what wants an ack, floods with frames encoded beforehand, and closes politely; all on demand.
 */
final class SocketIoServer {
    private static final int BATCH = 500;
    private static final String ALERT = "{\"id\":\"a-17\",\"deviceId\":\"cctv_living_room_001\",\"deviceName\":"
            + "\"Living Room Camera\",\"timestamp\":\"2026-05-04T10:15:30Z\",\"location\":\"living_room\","
            + "\"intensity\":0.85,\"duration\":2.5}";

    private SocketIoServer() {}

    /**
     * Serves until the process is ended; prints its port first.
     *
     * @param args none
     * @throws IOException if the port cannot be had
     */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                new Thread(() -> serve(socket), "connection").start();
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            if (upgrade(in, out)) {
                out.write(text("0{\"sid\":\"engine-1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":1000000}"));
                talk(in, out);
            }
        } catch (EOFException e) {
            // the client hung up
        } catch (IOException e) {
            System.err.println("a client left: " + e);
        }
    }

    private static boolean upgrade(DataInputStream in, OutputStream out) throws IOException {
        String request = line(in);
        String key = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "sec-websocket-key:", 0, 18)) {
                key = line.substring(18).trim();
            }
        }
        boolean refused = request.contains("refuse=1");
        out.write((refused
                        ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + FloodServer.accept(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return !refused;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().trim();
    }

    private static void talk(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            byte[] content = content(in);
            if (opcode == 8) {
                out.write(frame(8, content));
                return;
            } else if (opcode == 9) {
                out.write(frame(10, content));
            } else if (opcode == 1 && !heard(new String(content, StandardCharsets.UTF_8), out)) {
                // the socket stays open until the client closes it too, as a polite server's does for a while
                while (in.read() >= 0) {
                    // whatever it still says
                }
                return;
            }
        }
    }

    private static byte[] content(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] mask = new byte[4];
        in.readFully(mask);
        byte[] content = new byte[length];
        in.readFully(content);
        for (int i = 0; i < length; i++) {
            content[i] ^= mask[i & 3];
        }
        return content;
    }

    /** Answers false once it has said its last word. */
    private static boolean heard(String packet, OutputStream out) throws IOException {
        int array = packet.indexOf('[');
        if (packet.startsWith("40")) {
            out.write(text("40{\"sid\":\"socket-1\"}"));
        } else if (packet.startsWith("42[\"flood\"")) {
            flood(Integer.parseInt(packet.substring(packet.indexOf(',') + 1, packet.lastIndexOf(']'))), out);
        } else if (packet.startsWith("42[\"leave\"")) {
            out.write(frame(8, new byte[] {0x03, (byte) 0xe8}));
            return false;
        } else if (packet.startsWith("42") && array > 2) {
            out.write(text("43" + packet.substring(2, array) + "[\"ok\"]"));
        }
        return true;
    }

    private static void flood(int events, OutputStream out) throws IOException {
        byte[] frame = FloodServer.frame("42[\"" + SocketIoPeer.EVENT + "\"," + ALERT + "]");
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH; i++) {
            batch.writeBytes(frame);
        }
        byte[] bytes = batch.toByteArray();
        for (int sent = 0; sent < events; sent += BATCH) {
            out.write(bytes, 0, frame.length * Math.min(BATCH, events - sent));
        }
    }

    private static byte[] text(String content) {
        return frame(1, content.getBytes(StandardCharsets.UTF_8));
    }

    /** One unmasked frame of less than 126 bytes. */
    private static byte[] frame(int opcode, byte[] content) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        frame.write(content.length);
        frame.writeBytes(content);
        return frame.toByteArray();
    }
}
