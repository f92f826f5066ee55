// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the benchmark: the server, or a client. */
final class SocketIoProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private SocketIoProcess(String classPath, Class<?> main, String... args) throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        List<String> command =
                new ArrayList<>(List.of(java, "-Xmx1g", "-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR"));
        String more = System.getProperty("child", "");
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split(" ", -1)));
        }
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    static SocketIoProcess server() throws IOException {
        return new SocketIoProcess(System.getProperty("java.class.path"), SocketIoServer.class);
    }

    /** A client: the official one with the OkHttp of its own, which is not the one that we use. */
    static SocketIoProcess client(String which, String port) throws IOException {
        String all = System.getProperty("java.class.path");
        if (!which.equals("official")) {
            return new SocketIoProcess(all, SocketIoChild.class, which, port);
        }
        File classes = new File(all.split(File.pathSeparator, -1)[0]);
        String official = classes + File.pathSeparator + new File(classes.getParentFile(), "official") + "/*";
        return new SocketIoProcess(official, SocketIoChild.class, which, port);
    }

    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    void order(String what) throws IOException {
        process.getOutputStream().write((what + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    double[] figures() throws IOException {
        String line = line();
        if (!line.startsWith("=")) {
            throw new IOException("a client ended: " + line);
        }
        return Arrays.stream(line.substring(1).trim().split(" ", -1))
                .filter(word -> !word.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    double[] run(String what) throws IOException {
        order(what);
        return figures();
    }

    /** Lets its main method return; answers how long the process lived after that, in nanoseconds. */
    double untilItEnds() throws IOException, InterruptedException {
        long start = System.nanoTime();
        process.getOutputStream().close();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IOException("it does not end");
        }
        return System.nanoTime() - start;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
