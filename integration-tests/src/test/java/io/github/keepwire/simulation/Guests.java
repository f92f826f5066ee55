// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.Room;
import io.github.keepwire.event.RoomEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The rooms of one life, joined and left, and what must hold of them. */
final class Guests {
    private static final int ROOMS = 3;

    private final Life life;
    private final World world;
    private final List<One> all = new ArrayList<>();

    /** One room, and what the application knows of it. */
    private static final class One {
        final Room room;
        final List<CompletableFuture<Void>> joining = new ArrayList<>();
        boolean wanted;
        RoomEvent.Kind told;
        /** How often it was left: a listener of an earlier stay must be gone. */
        int stay;

        int listeners;
        int heard;

        One(Room room) {
            this.room = room;
        }
    }

    Guests(Life life) {
        this.life = life;
        this.world = life.world;
        for (int i = 0; i < ROOMS; i++) {
            all.add(new One(life.client.room("room" + i)));
        }
        life.client.onRoom(this::told);
    }

    private void told(RoomEvent event) {
        world.note(event.room() + " is " + event.kind());
        all.stream().filter(one -> one.room.id().equals(event.room())).forEach(one -> one.told = event.kind());
    }

    void join() {
        One one = any();
        world.act("join " + one.room, () -> {
            int stay = one.stay;
            one.room.on("chat", message -> world.verdict.check(() -> hear(one, stay)));
            one.listeners++;
            one.wanted = true;
            one.joining.add(one.room.join());
        });
    }

    private static void hear(One one, int stay) {
        assertThat(one.stay).as("a listener of a room that was left").isEqualTo(stay);
        one.heard++;
    }

    void leave() {
        One one = any();
        CompletableFuture<?>[] left = new CompletableFuture<?>[1];
        world.act("leave " + one.room, () -> {
            one.stay++;
            one.listeners = 0;
            one.wanted = false;
            left[0] = one.room.leave();
        });
        world.advance(Duration.ofMillis(1));
        if (!life.process.isDead()) {
            assertThat(left[0]).as("the future of leaving").isDone();
            assertThat(one.room.isJoined()).isFalse();
            assertThat(one.joining).as("joins of a room that was left").allMatch(CompletableFuture::isDone);
        }
    }

    /** A room to send into, whether it is joined or not. */
    Room any(int number) {
        return all.get(number % ROOMS).room;
    }

    private One any() {
        return all.get(world.random.nextInt(ROOMS));
    }

    /** After every step. */
    void check(boolean linked) {
        for (One one : all) {
            if (!linked && one.room.isJoined()) {
                throw new AssertionError(one.room + " is joined without a link");
            }
        }
    }

    /** After the end of the client. */
    void checkEnd() {
        for (One one : all) {
            assertThat(one.room.isJoined()).as("%s after close", one.room).isFalse();
            assertThat(one.joining).as("joins of %s after close", one.room).allMatch(CompletableFuture::isDone);
        }
    }

    /** The server is well: what is wanted is joined or its refusal told, and nothing else is joined. */
    void areServed() {
        Set<String> joined = new TreeSet<>();
        for (One one : all) {
            assertThat(one.joining).as("joins of %s", one.room).allMatch(CompletableFuture::isDone);
            if (one.room.isJoined()) {
                assertThat(one.wanted).as("%s is wanted", one.room).isTrue();
                assertThat(one.told).as("what is told of %s", one.room).isEqualTo(RoomEvent.Kind.JOINED);
                joined.add(one.room.id());
            } else if (one.wanted) {
                assertThat(one.told).as("what is told of %s", one.room).isEqualTo(RoomEvent.Kind.REFUSED);
            }
        }
        assertThat(world.server.doorman.on())
                .as("rooms that are joined at the server")
                .isEqualTo(joined);
        joined.forEach(this::hearsOneLine);
    }

    private void hearsOneLine(String room) {
        all.forEach(one -> one.heard = 0);
        world.act("server says a line in " + room, () -> world.server.sayInRoom(room));
        world.advance(Duration.ofSeconds(1));
        for (One one : all) {
            int expected = one.room.id().equals(room) ? one.listeners : 0;
            assertThat(one.heard).as("lines heard in %s", one.room).isEqualTo(expected);
        }
    }
}
