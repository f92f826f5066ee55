// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import static io.github.keepwire.Rig.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Outcome;
import io.github.keepwire.message.Receipt;
import io.github.keepwire.policy.SendOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of answers to the server's requests, the good ones and the bad. */
class AnsweringTest {
    /** Nothing that JSON could hold: it has no properties. */
    private static final class Opaque {}

    private final SocketIoRig rig = new SocketIoRig();
    private final List<Message> requests = new ArrayList<>();

    @BeforeEach
    void theServerAsks() {
        rig.client.on("ask", requests::add);
        rig.connected();
        rig.hear("427[\"ask\",{\"n\":1},\"two\"]");
    }

    @Test
    void eachArgumentOfARequestIsReadTyped() {
        Message request = requests.get(0);

        assertThat(request.isRequest()).isTrue();
        assertThat(request.argument(1, String.class)).isEqualTo("two");
        assertThatThrownBy(() -> request.argument(2, String.class)).hasMessageContaining("there is no argument 2");
        assertThatThrownBy(() -> request.argument(-1, String.class)).hasMessageContaining("there is no argument -1");
        assertThatThrownBy(() -> request.argument(0, Integer.class)).hasMessageContaining("not a java.lang.Integer");
    }

    @Test
    void anAnswerMayBeNull() {
        answer(requests.get(0).answer((Object[]) null));

        assertThat(rig.said()).containsExactly("437[null]");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsRefusedAndAnotherMayFollow() {
        Receipt opaque = answer(requests.get(0).answer(new Opaque()));
        Receipt infinite = answer(requests.get(0).answer(Double.POSITIVE_INFINITY));
        Receipt good = answer(requests.get(0).answer("yes"));

        assertThat(failureOf(opaque.accepted()).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(failureOf(infinite.accepted())).hasMessageContaining("JSON does not know such");
        assertThat(Rig.statusOf(good)).isEqualTo(Outcome.Status.SENT);
        assertThat(rig.said()).containsExactly("437[\"yes\"]");
    }

    @Test
    void theSecondAnswerFails() {
        Receipt first = answer(requests.get(0).answer(1));
        Receipt second = answer(requests.get(0).answer(2));

        assertThat(Rig.statusOf(first)).isEqualTo(Outcome.Status.SENT);
        assertThat(Rig.statusOf(second)).isEqualTo(Outcome.Status.FAILED);
        assertThat(second.outcome().join().error()).hasMessageContaining("answered already");
        assertThat(rig.said()).containsExactly("437[1]");
    }

    @Test
    void anAnswerAfterAReconnectFails() {
        rig.reconnect();
        rig.server.take();
        Receipt late = answer(requests.get(0).answer(1));

        assertThat(Rig.statusOf(late)).isEqualTo(Outcome.Status.FAILED);
        assertThat(late.outcome().join().error()).hasMessageContaining("another link");
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void anAnswerToANamespaceThatIsLeftFailsAndIsNotSent() {
        Channel chat = rig.client.channel("/chat");
        chat.on("ask", requests::add);
        chat.subscribe();
        rig.run();
        rig.hear("40/chat,{\"sid\":\"c1\"}", "42/chat,9[\"ask\"]");
        requests.removeIf(request -> request.scopes().isEmpty());
        chat.unsubscribe();
        assertThat(rig.said()).containsExactly("41/chat,");
        Receipt late = answer(requests.get(0).answer(1));

        assertThat(Rig.statusOf(late)).isEqualTo(Outcome.Status.FAILED);
        assertThat(late.outcome().join().error()).hasMessageContaining("was left");
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void anAnswerToANamespaceThatIsNotInYetWaits() {
        Channel chat = rig.client.channel("/chat");
        requests.clear();
        chat.subscribe();
        rig.run();
        rig.hear("42/chat,9[\"ask\"]");
        Receipt early = rig.client.send(requests.get(0).answer(1), SendOptions.queued());
        assertThat(rig.said()).isEmpty();

        assertThat(rig.hear("40/chat,{\"sid\":\"c1\"}")).containsExactly("43/chat,9[1]");
        assertThat(Rig.statusOf(early)).isEqualTo(Outcome.Status.SENT);
    }

    @Test
    void anAnswerThatWantsAnAckIsNotSent() {
        Receipt acked = rig.client.send(requests.get(0).answer(1), SendOptions.acked());
        rig.run();

        assertThat(acked.outcome().join().error()).hasMessageContaining("nobody acknowledges an answer");
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void nobodyAnswersWhatIsNoRequest() {
        rig.client.on("news", requests::add);
        rig.hear("42[\"news\"]");

        assertThatThrownBy(() -> requests.get(1).answer("yes"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody waits for an answer");
    }

    private Receipt answer(Message answer) {
        Receipt receipt = rig.client.send(answer, SendOptions.volatileOnly());
        rig.run();
        return receipt;
    }
}
