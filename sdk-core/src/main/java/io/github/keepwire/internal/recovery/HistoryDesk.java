// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.loop.SerialLane;
import io.github.keepwire.internal.recovery.Gap.Numbered;
import io.github.keepwire.message.Message;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Environment;
import io.github.keepwire.time.Timer;
import io.github.keepwire.transport.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's history, one question at a time, on a lane of its own: one answer on the loop for each, within 10 s
 * of the question, unless it was dropped. A question that waits for another one has its own 10 s all the same, so that nothing
 * waits for longer. Belongs to the loop.
 */
final class HistoryDesk {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    /** How many calls of the history may be under way: each that blocks for ever costs a thread. */
    static final int MOST_CALLS = 4;

    /** Who hears the answers, on the loop. */
    interface Asker {
        void answered(Gap gap, List<Numbered> found);

        void failed(Gap gap, String what, @Nullable Throwable cause);
    }

    private static final class Question {
        final Gap gap;
        final Protocol.Recall recall;
        Timer.@Nullable Handle deadline;
        /** Read on the history's lane: what nobody waits for any more is not asked. */
        volatile boolean over;
        /** Whether the history has been called and has not returned. */
        volatile boolean calling;

        Question(Gap gap, Protocol.Recall recall) {
            this.gap = gap;
            this.recall = recall;
        }
    }

    private final Recovery.History history;
    private final Environment environment;
    private final Executor loop;
    private final Asker asker;
    /** The first of them is being asked. */
    private final Deque<Question> questions = new ArrayDeque<>();

    private SerialLane lane;
    /** The calls of the history that have not returned. */
    private final AtomicInteger calls = new AtomicInteger();

    HistoryDesk(Recovery.History history, Environment environment, Executor loop, Asker asker) {
        this.history = history;
        this.environment = environment;
        this.loop = loop;
        this.asker = asker;
        this.lane = newLane();
    }

    private SerialLane newLane() {
        return new SerialLane(environment.executor(), environment.ticker());
    }

    void ask(Gap gap, Protocol.Recall recall) {
        Question question = new Question(gap, recall);
        question.deadline = environment
                .timer()
                .schedule(
                        DEADLINE,
                        () -> loop.execute(() -> failed(question, "did not answer within " + DEADLINE, null)));
        questions.add(question);
        if (questions.size() == 1) {
            begin(question);
        }
    }

    /** Nobody waits for the answer any more. */
    void drop(Gap gap) {
        for (Question question : new ArrayList<>(questions)) {
            if (question.gap == gap) {
                settle(question);
            }
        }
    }

    private void begin(Question question) {
        lane.execute(() -> fetch(question));
    }

    /** Tells whether somebody still waited. */
    private boolean settle(Question question) {
        boolean first = questions.peek() == question;
        if (!questions.remove(question)) {
            return false;
        }
        question.over = true;
        if (question.deadline != null) {
            question.deadline.cancel();
        }
        if (question.calling) {
            lane = newLane(); // a history that blocks for ever must not block the next question
        }
        Question next = questions.peek();
        if (first && next != null) {
            begin(next);
        }
        return true;
    }

    private void answered(Question question, List<Numbered> found) {
        if (settle(question)) {
            asker.answered(question.gap, found);
        }
    }

    private void failed(Question question, String what, @Nullable Throwable cause) {
        if (settle(question)) {
            asker.failed(question.gap, what, cause);
        }
    }

    // on the history's lane, and wherever it completes its answers

    private void fetch(Question question) {
        question.calling = true; // first: whoever ends the question looks at both the other way round
        if (question.over) {
            question.calling = false;
            return;
        }
        if (calls.get() >= MOST_CALLS) {
            fail(question, "still blocks in " + MOST_CALLS + " earlier calls", null);
        } else {
            calls.incrementAndGet();
            call(question);
            calls.decrementAndGet();
        }
        question.calling = false;
    }

    private void call(Question question) {
        Gap gap = question.gap;
        try {
            CompletionStage<List<String>> stage = history.between(gap.scope, gap.from, gap.to);
            if (stage == null) {
                fail(question, "answered null", null);
            } else {
                stage.whenComplete((frames, error) -> heard(question, frames, error));
            }
        } catch (Throwable e) {
            fail(question, "threw " + e.getClass().getName(), e);
        }
    }

    private void heard(Question question, @Nullable List<String> frames, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            fail(question, "failed with " + cause.getClass().getName(), cause);
        } else if (frames == null) {
            fail(question, "answered null", null);
        } else if (!question.over) {
            read(question, frames);
        }
    }

    private void read(Question question, List<String> frames) {
        try {
            List<Numbered> found = new ArrayList<>();
            for (String frame : frames) {
                Message message = question.recall.read(frame);
                Message.Position position = message == null ? null : message.position();
                if (message != null && position != null && question.gap.has(position)) {
                    found.add(new Numbered(position, message, Frame.text(frame).byteCount()));
                }
            }
            loop.execute(() -> answered(question, found));
        } catch (Throwable e) {
            fail(question, "gave a list that cannot be read: " + e.getClass().getName(), e);
        }
    }

    private void fail(Question question, String what, @Nullable Throwable cause) {
        loop.execute(() -> failed(question, what, cause));
    }
}
