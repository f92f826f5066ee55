// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.transport.jdk.JdkTransport;
import io.github.keepwire.transport.okhttp.OkHttpTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One Socket.IO client in a process of its own: does what it is told line by line, and answers each with a line of figures. */
final class SocketIoChild {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SocketIoPeer peer;
    private final URI uri;
    private final Allocated allocated = new Allocated();

    private SocketIoChild(SocketIoPeer peer, URI uri) {
        this.peer = peer;
        this.uri = uri;
    }

    /**
     * Runs until its input ends.
     *
     * @param args which client, and the server's port
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        // on the official client's class path there is none of ours: name no class of it before it is asked for
        SocketIoPeer peer = switch (args[0]) {
            case "official" -> new OfficialPeer();
            case "jdk" -> Ours.onJdk();
            default -> Ours.onOkHttp();
        };
        SocketIoChild child = new SocketIoChild(peer, URI.create("ws://127.0.0.1:" + args[1] + "/"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            double[] figures = child.run(words[0], words.length > 1 ? Integer.parseInt(words[1]) : 0);
            StringBuilder answer = new StringBuilder("=");
            Arrays.stream(figures).forEach(figure -> answer.append(' ').append(figure));
            System.out.println(answer);
        }
    }

    private static final class Ours {
        static SocketIoPeer onJdk() {
            return new OurPeer(new JdkTransport());
        }

        static SocketIoPeer onOkHttp() {
            return new OurPeer(new OkHttpTransport());
        }
    }

    private double[] run(String what, int count) throws Exception {
        return switch (what) {
            case "parsed" -> flood(count, SocketIoPeer.Reading.PARSED);
            case "untouched" -> flood(count, SocketIoPeer.Reading.UNTOUCHED);
            case "acks" -> acks(count);
            case "refused" -> refused();
            case "leave" -> leave();
            case "idle" -> idle();
            case "close" -> close();
            default -> throw new IOException("what is " + what + "?");
        };
    }

    /** CPU nanoseconds and bytes for an event. */
    private double[] flood(int events, SocketIoPeer.Reading reading) throws Exception {
        peer.open(uri);
        long before = allocated.read();
        Meter start = Meter.read();
        peer.takeIn(events, reading);
        Meter cost = Meter.read().since(start);
        long bytes = allocated.read() - before;
        peer.close();
        return new double[] {(double) cost.cpuNanos() / events, (double) bytes / events};
    }

    /** Median and 99th percentile in nanoseconds, CPU nanoseconds for one, and the threads started for all. */
    private double[] acks(int count) throws Exception {
        peer.open(uri);
        long[] took = new long[count];
        peer.ask();
        Meter start = Meter.read();
        long threads = THREADS.getTotalStartedThreadCount();
        for (int i = 0; i < count; i++) {
            long asked = System.nanoTime();
            peer.ask();
            took[i] = System.nanoTime() - asked;
        }
        long started = THREADS.getTotalStartedThreadCount() - threads;
        Meter cost = Meter.read().since(start);
        peer.close();
        Arrays.sort(took);
        return new double[] {took[count / 2], took[count * 99 / 100], (double) cost.cpuNanos() / count, started};
    }

    /** Nanoseconds from connecting until the application hears that the server answered HTTP 503. */
    private double[] refused() throws Exception {
        long start = System.nanoTime();
        peer.beRefused(URI.create(uri + "?refuse=1"));
        long took = System.nanoTime() - start;
        peer.close();
        return new double[] {took};
    }

    /** Nanoseconds from the request to close politely until the application hears of it; stays as it is afterwards. */
    private double[] leave() throws Exception {
        peer.open(uri);
        peer.ask();
        long start = System.nanoTime();
        peer.leave();
        return new double[] {System.nanoTime() - start};
    }

    /** How many threads a connection has that has said something once and is silent now; it stays. */
    private double[] idle() throws Exception {
        int before = THREADS.getThreadCount();
        peer.open(uri);
        peer.ask();
        Thread.sleep(1000);
        return new double[] {THREADS.getThreadCount() - before};
    }

    private double[] close() throws Exception {
        peer.close();
        return new double[0];
    }
}
