// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.loop.ProviderLane;
import io.github.keepwire.internal.recovery.Gap.Numbered;
import io.github.keepwire.message.Message;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's history, one question at a time, on a lane of its own: one answer on the loop for each, within 10 s
 * of the question, unless it was dropped. A question that waits for another one has its own 10 s all the same, so that nothing
 * waits for longer. Belongs to the loop.
 */
final class HistoryDesk {
    /** Who hears the answers, on the loop. */
    interface Asker {
        void answered(Gap gap, List<Numbered> found);

        void failed(Gap gap, String what, @Nullable Throwable cause);
    }

    /** One gap, and what reads the frames that fill it. */
    private final class Request implements ProviderLane.Asker<List<String>> {
        final Gap gap;
        final Protocol.Recall recall;
        final ProviderLane.Question question = lane.open(this);

        Request(Gap gap, Protocol.Recall recall) {
            this.gap = gap;
            this.recall = recall;
        }

        @Override
        public void answered(List<String> frames) {
            read(this, frames);
        }

        @Override
        public void failed(String what, @Nullable Throwable cause) {
            loop.execute(() -> HistoryDesk.this.failed(this, what, cause));
        }
    }

    private final Recovery.History history;
    private final Executor loop;
    private final Asker asker;
    /** The first of them is being asked. */
    private final Deque<Request> requests = new ArrayDeque<>();

    private final ProviderLane lane;

    HistoryDesk(Recovery.History history, Environment environment, Executor loop, Asker asker) {
        this.history = history;
        this.loop = loop;
        this.asker = asker;
        this.lane = new ProviderLane(environment);
    }

    void ask(Gap gap, Protocol.Recall recall) {
        Request request = new Request(gap, recall);
        requests.add(request);
        if (requests.size() == 1) {
            begin(request);
        }
    }

    /** Nobody waits for the answer any more. */
    void drop(Gap gap) {
        for (Request request : new ArrayList<>(requests)) {
            if (request.gap == gap) {
                settle(request);
            }
        }
    }

    private void begin(Request request) {
        Gap gap = request.gap;
        lane.ask(request.question, () -> history.between(gap.scope, gap.from, gap.to), request);
    }

    /** Tells whether somebody still waited. */
    private boolean settle(Request request) {
        boolean first = requests.peek() == request;
        if (!requests.remove(request)) {
            return false;
        }
        lane.settle(request.question);
        Request next = requests.peek();
        if (first && next != null) {
            begin(next);
        }
        return true;
    }

    private void answered(Request request, List<Numbered> found) {
        if (settle(request)) {
            asker.answered(request.gap, found);
        }
    }

    private void failed(Request request, String what, @Nullable Throwable cause) {
        if (settle(request)) {
            asker.failed(request.gap, what, cause);
        }
    }

    // wherever the history completes its answers

    private void read(Request request, List<String> frames) {
        try {
            List<Numbered> found = new ArrayList<>();
            for (String frame : frames) {
                Message message = request.recall.read(frame);
                Message.Position position = message == null ? null : message.position();
                if (message != null && position != null && request.gap.has(position)) {
                    found.add(new Numbered(position, message, Frame.text(frame).byteCount()));
                }
            }
            loop.execute(() -> answered(request, found));
        } catch (Throwable e) {
            request.failed("gave a list that cannot be read: " + e.getClass().getName(), e);
        }
    }
}
