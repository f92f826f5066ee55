// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
    private static final Link.End END = Link.End.without(Link.End.Kind.LOST, "gone", null);

    private final RecordingListener listener = new RecordingListener();

    @Test
    void writesDownWhatItHears() {
        listener.received(Frame.text("hello"));
        listener.written(2);
        listener.written(1);
        listener.pong();
        listener.ended(END);

        assertThat(listener.awaitText()).isEqualTo("hello");
        listener.awaitWritten(3);
        listener.awaitPongs(1);
        assertThat(listener.awaitEnd()).isEqualTo(END);
        assertThat(listener.violations()).isEmpty();
    }

    @Test
    void waitsForWhatIsYetToCome() {
        CompletableFuture<Void> later = CompletableFuture.runAsync(() -> listener.received(Frame.text("later")));

        assertThat(listener.awaitText()).isEqualTo("later");
        Deadline.result("the call", later);
    }

    @Test
    void failsTheTestWhenNothingComes() {
        assertThatThrownBy(() -> listener.awaitEnd(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the end of the link");
    }

    @Test
    void noticesCallsAfterTheEnd() {
        listener.ended(END);
        listener.pong();
        listener.ended(END);

        assertThat(listener.violations()).hasSize(2).allMatch(violation -> violation.contains("after"));
        assertThat(listener.ends()).hasSize(2);
    }

    @Test
    void noticesMessagesWithoutDemand() {
        listener.allowNone();
        listener.allow(1);
        listener.received(Frame.text("allowed"));
        assertThat(listener.violations()).isEmpty();

        listener.received(Frame.text("not allowed"));

        assertThat(listener.violations()).containsExactly("message 2 came without demand");
    }
}
