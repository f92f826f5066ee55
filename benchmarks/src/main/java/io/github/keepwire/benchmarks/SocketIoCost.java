// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our Socket.IO client beside the official Java client, in one run and at one server: CPU and bytes for an event, round trips of
 * acks, threads, and how long ends take. Each client has a process of its own; they take turns, round by round.
 */
public final class SocketIoCost {
    private static final int EVENTS = Integer.getInteger("events", 200_000);
    private static final int ACKS = Integer.getInteger("acks", 10_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int WARM_UPS = 2;
    private static final List<String> CLIENTS = List.of("official", "jdk", "okhttp");

    private final String port;
    /** By the row's name: the figures of each client, round by round. */
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    private SocketIoCost(String port) {
        this.port = port;
    }

    /**
     * Runs all and prints one table.
     *
     * @param args none; {@code -Devents=N -Dacks=N -Drounds=N} change the size of the run, {@code -Dchild=OPTIONS} goes to the clients
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        try (SocketIoProcess server = SocketIoProcess.server()) {
            SocketIoCost cost = new SocketIoCost(server.line());
            cost.measureRounds();
            cost.measureEnds();
            cost.print();
        }
    }

    private void measureRounds() throws Exception {
        Map<String, SocketIoProcess> clients = start();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Map.Entry<String, SocketIoProcess> client : clients.entrySet()) {
                round(client.getKey(), client.getValue(), round >= 0);
            }
        }
        clients.values().forEach(SocketIoProcess::close);
    }

    private Map<String, SocketIoProcess> start() throws Exception {
        Map<String, SocketIoProcess> clients = new LinkedHashMap<>();
        for (String client : CLIENTS) {
            clients.put(client, SocketIoProcess.client(client, port));
        }
        return clients;
    }

    private void round(String client, SocketIoProcess process, boolean counts) throws Exception {
        double[] parsed = process.run("parsed " + EVENTS);
        // the official client parses all the same
        double[] untouched = client.equals("official") ? parsed : process.run("untouched " + EVENTS);
        double[] acks = process.run("acks " + ACKS);
        double[] refused = process.run("refused");
        if (counts) {
            add("CPU us, an event, its object read", client, parsed[0] / 1e3);
            add("CPU us, an event, left alone", client, untouched[0] / 1e3);
            add("bytes, an event, its object read", client, parsed[1]);
            add("bytes, an event, left alone", client, untouched[1]);
            add("ack, us until p50 are back", client, acks[0] / 1e3);
            add("ack, us until p99 are back", client, acks[1] / 1e3);
            add("CPU us, an event out and its ack", client, acks[2] / 1e3);
            add("threads started for " + ACKS + " acks", client, acks[3]);
            add("ms until HTTP 503 is told", client, refused[0] / 1e6);
        }
    }

    /** What takes a minute takes it for all at once. */
    private void measureEnds() throws Exception {
        Map<String, SocketIoProcess> left = start();
        for (SocketIoProcess client : left.values()) {
            client.order("leave");
        }
        Map<String, SocketIoProcess> closed = start();
        for (Map.Entry<String, SocketIoProcess> client : closed.entrySet()) {
            add(
                    "threads of an idle connection",
                    client.getKey(),
                    client.getValue().run("idle")[0]);
        }
        for (Map.Entry<String, SocketIoProcess> client : closed.entrySet()) {
            client.getValue().run("close");
            add(
                    "ms from close() until the JVM ends",
                    client.getKey(),
                    client.getValue().untilItEnds() / 1e6);
        }
        for (Map.Entry<String, SocketIoProcess> client : left.entrySet()) {
            add(
                    "ms until a polite close is told",
                    client.getKey(),
                    client.getValue().figures()[0] / 1e6);
            client.getValue().close();
        }
    }

    private void add(String row, String client, double figure) {
        rows.computeIfAbsent(row, none -> new LinkedHashMap<>())
                .computeIfAbsent(client, none -> new ArrayList<>())
                .add(figure);
    }

    private void print() {
        System.out.printf("%-36s %10s %10s %7s %10s %7s%n", "", "official", "jdk", "ratio", "okhttp", "ratio");
        for (Map.Entry<String, Map<String, List<Double>>> row : rows.entrySet()) {
            double official = median(row.getValue(), "official");
            double jdk = median(row.getValue(), "jdk");
            double okhttp = median(row.getValue(), "okhttp");
            System.out.printf(
                    "%-36s %10.1f %10.1f %6.3fx %10.1f %6.3fx%n",
                    row.getKey(), official, jdk, jdk / official, okhttp, okhttp / official);
        }
    }

    private static double median(Map<String, List<Double>> row, String client) {
        double[] sorted = row.getOrDefault(client, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
