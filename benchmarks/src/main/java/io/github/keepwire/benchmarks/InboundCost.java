// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one inbound message costs: CPU of the process and bytes allocated, for the whole client beside the same transport
 * and the same parse alone, interleaved in one run. Judge by the ratios: they hold still where rates do not.
 */
public final class InboundCost {
    private static final int MESSAGES = Integer.getInteger("messages", 400_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final String ONLY = System.getProperty("transport", "");
    private static final int WARM_UPS = 2;

    private InboundCost() {}

    /**
     * Runs all subjects and prints one table.
     *
     * @param args none; {@code -Dmessages=N -Drounds=N} change the size of the run, {@code -Dtransport=jdk} leaves out the others
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        Process server = startServer();
        try (Transport jdk = new JdkTransport();
                Transport okhttp = new OkHttpTransport()) {
            URI uri = URI.create("ws://127.0.0.1:" + port(server) + "/" + MESSAGES);
            if (!ONLY.equals("okhttp")) {
                measure(subjects(new RawJdk(), jdk), uri);
            }
            if (!ONLY.equals("jdk")) {
                measure(subjects(new RawOkHttp(), okhttp), uri);
            }
        } finally {
            server.destroy();
        }
        // the pools of the raw clients would keep the process for a minute
        System.exit(0);
    }

    private static List<Subject> subjects(Subject raw, Transport transport) {
        return List.of(
                raw, new OurLink(transport), new WholeClient(transport, false), new WholeClient(transport, true));
    }

    private static void measure(List<Subject> subjects, URI uri) throws Exception {
        Map<Subject, List<Meter>> runs = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Subject subject : subjects) {
                Meter start = Meter.read();
                subject.takeIn(uri, MESSAGES);
                Meter cost = Meter.read().since(start);
                if (round >= 0) {
                    runs.computeIfAbsent(subject, none -> new ArrayList<>()).add(cost);
                }
            }
        }
        print(subjects, runs);
    }

    private static void print(List<Subject> subjects, Map<Subject, List<Meter>> runs) {
        double cpuAlone = median(runs, subjects.get(0), true);
        double bytesAlone = median(runs, subjects.get(0), false);
        System.out.printf("%-36s %12s %7s %10s %7s%n", "", "CPU s/1M", "ratio", "B/msg", "ratio");
        for (Subject subject : subjects) {
            double cpu = median(runs, subject, true);
            double bytes = median(runs, subject, false);
            System.out.printf(
                    "%-36s %12.2f %6.2fx %10.0f %6.2fx%n",
                    subject.name(), cpu / 1e3, cpu / cpuAlone, bytes, bytes / bytesAlone);
        }
    }

    /** Nanoseconds or bytes for each message. */
    private static double median(Map<Subject, List<Meter>> runs, Subject subject, boolean cpu) {
        List<Meter> meters = runs.getOrDefault(subject, List.of());
        double[] sorted = meters.stream()
                .mapToDouble(meter -> (double) (cpu ? meter.cpuNanos() : meter.bytes()) / MESSAGES)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private static Process startServer() throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), FloodServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(Process server) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
        return Integer.parseInt(String.valueOf(out.readLine()));
    }
}
