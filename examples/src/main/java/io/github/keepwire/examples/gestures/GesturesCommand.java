// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.gestures;

import io.github.keepwire.event.Subscription;
import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.ExitCode;
import io.github.keepwire.examples.cli.Goal;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.examples.cli.RestSide;
import io.github.keepwire.examples.cli.Session;
import io.github.keepwire.examples.cli.Terminal;
import io.github.keepwire.examples.cli.TransportOption;
import io.github.keepwire.message.Identity;
import io.github.keepwire.policy.RateLimit;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.FeedSettings;
import io.github.keepwire.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gestures}: a player and a visitor, over a server of their own. */
@Command(
        name = "gestures",
        description = {
            "A player subscribes to the four feeds of a server of gestures and AI answers, and waves until it is told off.",
            "It starts a server of its own. To play the player yourself:",
            "  keepwire serve --protocol channels    prints READY <url> and HTTP <url>",
            "  keepwire listen --protocol channels --url <url> --channel gesture --channel system",
            "  curl <http url>/api/gesture/process -d '{\"type\":\"wave\",\"confidence\":0.9}'",
            "The last line is ai_response=N error=N gesture=N system=N."
        })
public final class GesturesCommand implements Callable<Integer> {
    /** The player's subscription is the first message. */
    private static final RateLimit STRICT = RateLimit.perMinute(4);

    private static final int WAVES = 4;
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Terminal terminal;

    @Mixin
    private TransportOption transport = new TransportOption();

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public GesturesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Diary diary = new Diary(terminal);
        Goal feeds = new Goal(Player.FEEDS, "feeds");
        Player player = new Player(diary.of("player"), feeds);
        FeedSettings settings = FeedSettings.defaults().rateLimit(STRICT);
        try (DevServer server = DevServer.channels(settings).start();
                Session session = session(server, "player")) {
            List<Subscription> subscriptions = player.subscribe(session.client());
            session.connect();
            awaitAll(subscriptions);
            diary.of("player").accept("has subscribed to gesture, ai_response, system, error");
            play(server, session, diary);
            feeds.await(LATE);
        } finally {
            diary.end();
        }
        terminal.line(player.summary());
        return ExitCode.DONE;
    }

    /** The visitor subscribes to nothing: this server begins with gestures and answers. */
    private void play(DevServer server, Session player, Diary diary) throws InterruptedException {
        Goal seen = new Goal(WAVES, "gestures"); // the swipe, and all waves but the last
        try (Session visitor = session(server, "visitor")) {
            visitor.client().on("gesture", Gesture.class, (gesture, message) -> {
                diary.of("visitor").accept("sees a " + gesture.type());
                seen.count();
            });
            visitor.connect();
            server.awaitGroup("gesture", 2);
            ask(server, diary.of("app"));
            diary.of("player").accept("waves " + WAVES + " times, where 3 are allowed");
            for (int i = 0; i < WAVES; i++) {
                player.client().send("gesture", new Gesture("wave", 0.9));
            }
            seen.await(LATE);
        }
    }

    private void ask(DevServer server, Consumer<String> log) throws InterruptedException {
        try (Transport http = transport.choice().open()) {
            RestSide rest = new RestSide(http, server.httpUri(), null);
            log.accept("has seen a swipe, and tells the server");
            rest.post("/api/gesture/process", new Gesture("swipe", 0.93));
            log.accept("asks what a swipe means");
            rest.post("/api/ai/infer", Map.of("query", "what does a swipe mean?"));
        }
    }

    private Session session(DevServer server, String who) {
        return new Session(
                transport.to(server.url()),
                builder -> builder.protocol(JsonDialect.channels()).identity(Identity.of(who, who)));
    }

    private static void awaitAll(List<Subscription> subscriptions) throws InterruptedException {
        CompletableFuture<?>[] confirmed =
                subscriptions.stream().map(Subscription::confirmed).toArray(CompletableFuture<?>[]::new);
        Patience.await(CompletableFuture.allOf(confirmed), LATE, "a subscription was not confirmed");
    }
}
