// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.transport.Transport;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a broadcast to many listeners costs, server and listeners together in this process: two servers with two kinds of
 * listeners each, so that the difference between two rows belongs to one side.
 */
public final class BroadcastCost {
    private static final int LISTENERS = Integer.getInteger("listeners", 100);
    private static final int BROADCASTS = Integer.getInteger("broadcasts", 1_000);
    private static final int ONE_BY_ONE = Integer.getInteger("alone", 200);
    private static final int ROUNDS = Integer.getInteger("rounds", 7);

    private BroadcastCost() {}

    /** One figure of a stage. */
    private interface Figure {
        double of(Stage stage) throws InterruptedException;
    }

    /**
     * Runs everything, and prints three tables.
     *
     * @param args none; {@code -Dlisteners=N -Dbroadcasts=N} (as fast as they go), {@code -Dalone=N} (one after the other) and
     *     {@code -Drounds=N} change the size of the run
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        try (PlainServer plainRaw = PlainServer.running();
                PlainServer plainOurs = PlainServer.running();
                OurServer oursRaw = new OurServer();
                OurServer oursOurs = new OurServer();
                Transport transport = new JdkTransport()) {
            Listeners raw = Listeners.raw(HttpClient.newHttpClient());
            Listeners ours = Listeners.ours(transport);
            Map<String, Stage> stages = new LinkedHashMap<>();
            stages.put("plain server, platform's WebSockets", new Stage(plainRaw, raw, LISTENERS));
            stages.put("dev server, platform's WebSockets", new Stage(oursRaw, raw, LISTENERS));
            stages.put("plain server, our clients", new Stage(plainOurs, ours, LISTENERS));
            stages.put("dev server, our clients", new Stage(oursOurs, ours, LISTENERS));
            print("deliveries/s", stages, stage -> stage.perSecond(BROADCASTS));
            print("CPU ns each", stages, stage -> stage.cpu(BROADCASTS));
            print("us until all", stages, stage -> stage.untilAllHaveIt(ONE_BY_ONE));
        }
        // the clients are not closed one by one
        System.exit(0);
    }

    private static void print(String unit, Map<String, Stage> stages, Figure figure) throws Exception {
        Rounds rounds = new Rounds(unit);
        stages.forEach((name, stage) -> rounds.add(name, () -> figure.of(stage)));
        rounds.print(ROUNDS);
    }
}
