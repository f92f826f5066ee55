// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.message.Message;
import io.github.keepwire.message.Payload;
import io.github.keepwire.policy.Inbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static Letter message(String type, int bytes) {
        return new Letter(bytes, Message.of(type, Payload.empty()), () -> {});
    }

    private static Letter event() {
        return new Letter(64, null, () -> {});
    }

    private static List<String> types(Backlog backlog) {
        List<String> types = new ArrayList<>();
        for (Letter letter = backlog.poll(); letter != null; letter = backlog.poll()) {
            Message message = letter.message();
            types.add(message == null ? "event" : message.type());
        }
        return types;
    }

    @Test
    void keepsTheOrderOfArrival() {
        Backlog backlog = new Backlog(Inbox.defaults(), 10, 1000);
        backlog.add(message("a", 1));
        backlog.add(event());
        backlog.add(message("b", 1));

        assertThat(types(backlog)).containsExactly("a", "event", "b");
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(backlog.messages()).isZero();
    }

    @Test
    void dropsTheOldestBeyondItsCount() {
        Backlog backlog = new Backlog(Inbox.defaults().dropOldest(), 2, 1000);
        assertThat(backlog.add(message("a", 1))).isZero();
        assertThat(backlog.add(message("b", 1))).isZero();

        assertThat(backlog.add(message("c", 1))).isOne();

        assertThat(types(backlog)).containsExactly("b", "c");
    }

    @Test
    void dropsAsManyAsTheBytesWant() {
        Backlog backlog = new Backlog(Inbox.defaults().dropOldest(), 10, 100);
        backlog.add(message("a", 50));
        backlog.add(message("b", 50));

        assertThat(backlog.add(message("c", 99))).isEqualTo(2);

        assertThat(types(backlog)).containsExactly("c");
    }

    @Test
    void neverDropsAnEvent() {
        Backlog backlog = new Backlog(Inbox.defaults().dropOldest(), 1, 100);
        backlog.add(event());
        backlog.add(message("a", 1));
        backlog.add(message("b", 1));

        assertThat(types(backlog)).containsExactly("event", "b");
    }

    @Test
    void dropsTheNewest() {
        Backlog backlog = new Backlog(Inbox.defaults().dropNewest(), 2, 100);
        backlog.add(message("a", 1));
        assertThat(backlog.add(message("large", 100))).isOne();
        backlog.add(message("b", 1));
        assertThat(backlog.add(message("c", 1))).isOne();

        assertThat(types(backlog)).containsExactly("a", "b");
    }

    @Test
    void keepsTheLatestOfEachKeyInTheFirstOnesPlace() {
        Backlog backlog = new Backlog(Inbox.defaults().latestPerKey(Message::type), 10, 1000);
        backlog.add(message("a", 1));
        backlog.add(message("b", 1));

        assertThat(backlog.add(message("a", 7))).isOne();

        Letter first = backlog.poll();
        assertThat(first.message().type()).isEqualTo("a");
        assertThat(first.bytes()).isEqualTo(7);
        assertThat(types(backlog)).containsExactly("b");
    }

    @Test
    void aKeyThatHasGoneIsNewAgain() {
        Backlog backlog = new Backlog(Inbox.defaults().latestPerKey(Message::type), 10, 1000);
        backlog.add(message("a", 1));
        backlog.add(message("b", 1));
        backlog.poll();

        assertThat(backlog.add(message("a", 1))).isZero();

        assertThat(types(backlog)).containsExactly("b", "a");
    }

    @Test
    void tooManyKeysDropTheOldest() {
        Backlog backlog = new Backlog(Inbox.defaults().latestPerKey(Message::type), 100, 1_000_000);
        int dropped = 0;
        for (int i = 0; i < 1000; i++) {
            dropped += backlog.add(message("k" + i, 1));
        }

        assertThat(dropped).isEqualTo(900);
        assertThat(backlog.messages()).isEqualTo(100);
        assertThat(types(backlog)).startsWith("k900").endsWith("k999");
    }

    @Test
    void aKeyThatIsNullChangesNothing() {
        Backlog backlog = new Backlog(Inbox.defaults().latestPerKey(message -> null), 10, 1000);

        assertThatThrownBy(() -> backlog.add(message("a", 1))).isInstanceOf(NullPointerException.class);

        assertThat(backlog.isEmpty()).isTrue();
    }
}
