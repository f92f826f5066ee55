// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

/**
 * A server in a process of its own that says the same 200 bytes as fast as its client takes them: frames encoded
 * beforehand, a thousand to a write. The path's last part tells how many.
 */
final class FloodServer {
    private static final int BATCH = 1000;
    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private FloodServer() {}

    /**
     * Serves one connection after the other until the process is ended; prints its port first.
     *
     * @param args none
     * @throws IOException if the port cannot be had
     */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                try (Socket socket = server.accept()) {
                    serve(socket);
                } catch (IOException e) {
                    System.err.println("a client left: " + e);
                }
            }
        }
    }

    /** One device envelope of about 200 bytes. */
    static String envelope() {
        return "{\"type\":\"blueAlert\",\"id\":\"a-17\",\"deviceId\":\"cctv_living_room_001\",\"deviceName\":"
                + "\"Living Room Camera\",\"timestamp\":\""
                + Instant.now().toString().substring(0, 19) + "Z\","
                + "\"payload\":{\"intensity\":0.85,\"duration\":2.5,\"location\":\"living_room\"}}";
    }

    private static void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        String request = in.readLine();
        String key = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "sec-websocket-key:", 0, 18)) {
                key = line.substring(18).trim();
            }
        }
        if (request == null) {
            return;
        }
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String path = request.split(" ", -1)[1];
        flood(out, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
        out.flush();
        // the client hangs up once it has counted them all
        while (in.read() >= 0) {
            // whatever it says
        }
    }

    private static void flood(OutputStream out, int messages) throws IOException {
        byte[] frame = frame(envelope());
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH; i++) {
            batch.write(frame);
        }
        byte[] bytes = batch.toByteArray();
        for (int sent = 0; sent < messages; sent += BATCH) {
            out.write(bytes);
        }
    }

    /** One unmasked text frame of 126 bytes or more. */
    static byte[] frame(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(126);
        frame.write(content.length >> 8);
        frame.write(content.length & 0xff);
        frame.writeBytes(content);
        return frame.toByteArray();
    }

    /** The answer to the key of an upgrade. */
    static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("there is no SHA-1", e);
        }
    }
}
