// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keepwire.transport.Frame;
import io.github.keepwire.transport.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TellerTest {
    private static final Link.End END = Link.End.without(Link.End.Kind.LOST, "gone", null);

    private final List<String> heard = new ArrayList<>();
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private Runnable insideReceived = () -> {};
    private final Teller teller = new Teller(new Listener(), executor::add);

    @Test
    void everyKindOfEventReachesItsMethod() {
        teller.tell(Frame.text("hello"));
        teller.tell(3L);
        teller.tell(Teller.PONG);
        teller.tell(END);

        assertThat(heard).containsExactly("received hello", "written 3", "pong", "ended LOST");
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        teller.tell(END);
        teller.tell(Frame.text("late"));
        teller.tell(END);

        assertThat(heard).containsExactly("ended LOST");
    }

    @Test
    void whatHappensDuringACallIsToldAfterIt() {
        insideReceived = () -> {
            teller.tell(1L);
            teller.post(END);
        };

        teller.tell(Frame.text("first"));

        assertThat(heard).containsExactly("received first", "written 1", "ended LOST");
        assertThat(executor).isEmpty();
    }

    @Test
    void aPostedEventIsToldByTheExecutor() {
        teller.post(END);
        assertThat(heard).isEmpty();

        executor.remove().run();

        assertThat(heard).containsExactly("ended LOST");
    }

    @Test
    void anEndIsToldEvenWithoutThreads() {
        Teller late = new Teller(new Listener(), task -> {
            throw new RejectedExecutionException();
        });

        late.post(END);

        assertThat(heard).containsExactly("ended LOST");
    }

    @Test
    void aListenerThatThrowsHearsTheRest() {
        insideReceived = () -> {
            throw new AssertionError("bad listener");
        };

        teller.tell(Frame.text("first"));
        teller.tell(END);

        assertThat(heard).containsExactly("received first", "ended LOST");
    }

    @Test
    void anInterruptByAListenerStaysWithIt() {
        insideReceived = () -> Thread.currentThread().interrupt();

        teller.tell(Frame.text("first"));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private final class Listener implements Link.Listener {
        @Override
        public void received(Frame frame) {
            heard.add("received " + frame.text());
            insideReceived.run();
        }

        @Override
        public void written(long frames) {
            heard.add("written " + frames);
        }

        @Override
        public void pong() {
            heard.add("pong");
        }

        @Override
        public void ended(Link.End end) {
            heard.add("ended " + end.kind());
        }
    }
}
