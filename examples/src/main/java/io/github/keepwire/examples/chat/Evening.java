// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.examples.cli.Diary;
import io.github.keepwire.examples.cli.Patience;
import io.github.keepwire.examples.cli.TransportOption;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.testkit.proxy.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Anna and Ben chat. Ben's cable is cut while both go on writing; once it is mended, both have read the same, in the same order.
 *
 * <pre>
 *   Anna ---- server ---- fault proxy ---- Ben
 * </pre>
 */
final class Evening {
    static final String ROOM = "room_123";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Diary diary;
    private final TransportOption transport;
    private final Login login;
    private final List<CompletableFuture<Outcome>> said = new ArrayList<>();

    Evening(Diary diary, TransportOption transport, Login login) {
        this.diary = diary;
        this.transport = transport;
        this.login = login;
    }

    /** Blocks until it is over. */
    ChatScore spend(URI server) throws InterruptedException {
        try (FaultProxy cable = FaultProxy.to(server);
                Person anna = person("anna", server);
                Person ben = person("ben", cable.uri())) {
            anna.enter();
            ben.enter();
            login.awaitRenewals(PATIENCE);
            anna.awaitRoom();
            ben.awaitRoom();
            greet(anna, ben);
            writeThroughTheOutage(anna, ben, cable);
            diary.of("ben").accept(ben.standing());
            ChatScore score = new ChatScore(said.size(), anna.history(), ben.history());
            goToBed(anna, ben);
            CompletableFuture<?> outcomes = CompletableFuture.allOf(said.toArray(CompletableFuture<?>[]::new));
            Patience.await(outcomes, PATIENCE, "the server has not taken all that was said");
            return score;
        }
    }

    private Person person(String name, URI server) {
        return new Person(
                name,
                transport.to(server),
                ROOM,
                builder -> builder.token(() -> login.freshToken(name)),
                diary.of(name));
    }

    private void greet(Person anna, Person ben) throws InterruptedException {
        ben.type();
        say(ben, "Hi Anna");
        anna.read(1);
        ben.read(1);
        say(anna, "Hi Ben");
        anna.read(1);
        ben.read(1);
    }

    private void writeThroughTheOutage(Person anna, Person ben, FaultProxy cable) throws InterruptedException {
        diary.of("cable").accept("is CUT");
        cable.cut();
        say(ben, "Do you hear me?");
        say(ben, "It is quiet here");
        say(anna, "Have you seen the news?");
        say(anna, "Keepwire is out");
        anna.read(2);
        diary.of("cable").accept("is mended");
        cable.restore();
        anna.read(2);
        ben.read(4);
    }

    /** Ben's chat is put away: his client stays connected, but what is said now does not reach his module. */
    private void goToBed(Person anna, Person ben) throws InterruptedException {
        ben.stopListening();
        diary.of("ben").accept("has put the chat away");
        say(anna, "Good night");
        anna.read(1);
    }

    private void say(Person who, String text) {
        said.add(who.say(text));
    }
}
