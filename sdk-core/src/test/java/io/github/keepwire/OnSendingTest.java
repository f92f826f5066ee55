// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.event.Registration;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.Backoff;
import io.github.keepwire.policy.Reconnect;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listening to what goes out. */
class OnSendingTest {
    private final Rig rig =
            new Rig(builder -> builder.reconnect(Reconnect.defaults().backoff(Backoff.fixed(ofSeconds(1)))));
    private final List<Message> told = new ArrayList<>();
    private final Registration registration = rig.client.onSending(told::add);

    @Test
    void whatGoesOutIsToldInOrderAndComplete() {
        rig.connected();
        rig.send("1", SendOptions.queued());
        rig.send("2", SendOptions.acked());
        rig.client.room("hall").send("talk", "hello");
        rig.run();

        assertThat(told).extracting(Message::type).containsExactly("note", "note", "talk");
        assertThat(told.get(0).id()).isEqualTo("1");
        assertThat(told.get(2).id()).isNotNull();
        assertThat(told.get(2).payload().as(String.class)).isEqualTo("hello");
        assertThat(told.get(2).timestamp()).isNotNull();
    }

    @Test
    void whatNeverGoesOutIsNotTold() {
        rig.send("offline", SendOptions.volatileOnly());
        rig.send("late", SendOptions.queued().timeToLive(ofSeconds(1)));
        rig.advance(ofSeconds(2));
        rig.connected();
        rig.client.send("unspeakable", "x");
        rig.client.send("", "x");
        rig.client.room("hall").join();
        rig.run();

        assertThat(told).isEmpty();
    }

    @Test
    void whatWaitsIsToldOnceItGoesOut() {
        rig.send("1", SendOptions.queued());
        rig.run();
        assertThat(told).isEmpty();

        rig.connected();

        assertThat(told).extracting(Message::id).containsExactly("1");
    }

    @Test
    void eachTransmissionIsTold() {
        rig.connected();
        rig.send("1", SendOptions.acked(ofSeconds(5)));
        rig.advance(ofSeconds(5));
        rig.server.peer().cut();
        rig.run();
        rig.advance(ofSeconds(1));
        rig.run();

        assertThat(told).extracting(Message::id).containsExactly("1", "1", "1");
    }

    @Test
    void theListenerCanBeRemoved() {
        rig.connected();
        rig.client.onSending(told::add);
        registration.close();
        rig.send("1", SendOptions.queued());
        rig.run();
        assertThat(told).hasSize(1);

        rig.client.clear();
        rig.send("2", SendOptions.queued());
        rig.run();
        assertThat(told).hasSize(1);
    }

    @Test
    void whatTheListenerThrowsHarmsNobody() {
        rig.client.onSending(message -> {
            throw new IllegalStateException("listener");
        });
        rig.client.onSending(told::add);
        rig.connected();
        rig.send("1", SendOptions.queued());
        rig.run();

        assertThat(told).hasSize(2);
        assertThat(rig.errorCodes()).containsExactly(ErrorCode.LISTENER_FAILED);
        assertThat(rig.server.ids("note")).containsExactly("1");
    }

    @Test
    void theListenerMaySend() {
        rig.client.onSending(message -> {
            if (message.type().equals("note")) {
                rig.client.emit("copy", "x");
            }
        });
        rig.connected();
        rig.send("1", SendOptions.queued());
        rig.run();

        assertThat(told).extracting(Message::type).containsExactly("note", "copy");
    }
}
