// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.gestures;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.event.Subscription;
import io.github.keepwire.examples.cli.Goal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The side that plays: listens to the four feeds, and tells what it hears on each. */
final class Player {
    /** How many feeds there are. */
    static final int FEEDS = 4;

    private final Consumer<String> log;
    private final Goal feeds;
    private final Map<String, Integer> heard = new ConcurrentSkipListMap<>();

    /** Each feed counts once, with the first that it brings. */
    Player(Consumer<String> log, Goal feeds) {
        this.log = log;
        this.feeds = feeds;
    }

    List<Subscription> subscribe(RealtimeClient client) {
        client.onError(event -> {
            if (event.error() instanceof KeepwireException.ServerError error) {
                log.accept("is told off: " + SafeText.wire(error.serverCode()));
            }
        });
        return List.of(
                client.subscribe("gesture", Gesture.class, (gesture, message) -> {
                    hear(
                            "gesture",
                            "sees a " + gesture.type() + ", " + Math.round(gesture.confidence() * 100) + " % sure");
                }),
                client.subscribe("ai_response", AiResponse.class, (answer, message) -> {
                    hear("ai_response", "reads: " + answer.response());
                }),
                client.subscribe("system", SystemNote.class, (note, message) -> {
                    hear("system", "is told: " + note.message());
                }),
                client.subscribe("error", Complaint.class, (complaint, message) -> {
                    hear("error", "reads a complaint: " + complaint.error());
                }));
    }

    private void hear(String feed, String what) {
        log.accept(SafeText.wire(what));
        if (heard.merge(feed, 1, Integer::sum) == 1) {
            feeds.count();
        }
    }

    /** What it has heard, for the last line. */
    String summary() {
        return heard.entrySet().stream()
                .map(feed -> feed.getKey() + "=" + feed.getValue())
                .collect(Collectors.joining(" "));
    }
}
