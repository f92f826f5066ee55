// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The official Socket.IO server in a process of its own, on loopback. Ends with the test, and with this machine. */
final class NodeServer implements AutoCloseable {
    private static final Path FOLDER = folder();

    private final String script;
    private final Map<String, String> settings;
    private Process process;
    private int port;

    private NodeServer(String script, Map<String, String> settings) {
        this.script = script;
        this.settings = settings;
    }

    /**
     * Starts one.
     *
     * @param settings what its environment tells it, such as {@code PING_INTERVAL}
     * @return a server that listens
     */
    static NodeServer start(Map<String, String> settings) throws IOException {
        return start("server.mjs", settings);
    }

    /** Starts another program of the same folder. */
    static NodeServer start(String script, Map<String, String> settings) throws IOException {
        checkInstalled();
        NodeServer server = new NodeServer(script, settings);
        server.launch();
        return server;
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isDirectory(here.resolve(".ci/socketio"))) {
            here = here.getParent();
        }
        return here == null ? Path.of(".ci/socketio") : here.resolve(".ci/socketio");
    }

    private static void checkInstalled() {
        if (!Files.isDirectory(FOLDER.resolve("node_modules/socket.io"))) {
            missing("the official Socket.IO server is not installed: run \"npm ci\" in .ci/socketio");
        }
    }

    /** Skips the test aloud, or fails it where it has to run. */
    static void missing(String missing) {
        if ("required".equals(System.getenv("KEEPWIRE_INTEROP"))) {
            throw new IllegalStateException(missing);
        }
        Assumptions.abort(missing);
    }

    private void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("node", script, Integer.toString(port));
        builder.directory(FOLDER.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(settings);
        process = builder.start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String ready = out.readLine();
        if (ready == null || !ready.startsWith("READY ")) {
            throw new IOException("the server did not start: " + ready);
        }
        port = Integer.parseInt(ready.substring("READY ".length()));
    }

    /** The address of a namespace; the empty string for the main one. */
    String url(String namespace) {
        return "ws://127.0.0.1:" + port + namespace;
    }

    /** Ends at once, as in a crash. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Comes back on the same port. */
    void restart() throws IOException {
        launch();
    }

    /** Stands still with its connections open, as a machine that is overloaded. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Goes on where it stood still. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
