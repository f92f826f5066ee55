// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.recovery;

import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.event.Recovery;
import io.github.keepwire.internal.recovery.Gap.Numbered;
import io.github.keepwire.message.Message;
import io.github.keepwire.message.Scope;
import io.github.keepwire.protocol.Protocol;
import io.github.keepwire.time.Environment;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where messages with numbers pass, between the dialect and the rules for what comes in. It belongs to the client and outlives
 * its sessions: that is how it notices what was missed in between.
 *
 * <p>Belongs to the loop.
 */
public final class Recoverer {
    /** Where messages go on, and what is told. */
    public interface Exit {
        /**
         * A message goes on, in its turn.
         *
         * @param message the message
         * @param bytes the size of its frame
         * @param fetched whether a history brought it
         */
        void pass(Message message, int bytes, boolean fetched);

        /** A message is dropped, since it came before. */
        void repeated();

        /**
         * The application is to know.
         *
         * @param event what became of messages that were missed
         */
        void tell(Recovery event);

        /**
         * The application's history did not do what it is for.
         *
         * @param error what it did
         */
        void failed(KeepwireException error);
    }

    /**
     * What was missed can be had there.
     *
     * @param history the application's, or null
     * @param recall makes what reads its frames
     */
    public record Source(Recovery.@Nullable History history, Supplier<Protocol.Recall> recall) {}

    private final CatchUp catchUp;

    /**
     * Starts with no number seen.
     *
     * @param source where missed messages are fetched
     * @param environment time and threads
     * @param loop what everything runs on
     * @param exit where messages go on
     */
    public Recoverer(Source source, Environment environment, Executor loop, Exit exit) {
        Recovery.History history = source.history();
        Decisions decisions = new Decisions(source, exit);
        catchUp = new CatchUp(history != null, decisions);
        decisions.desk = history == null ? null : new HistoryDesk(history, environment, loop, new Answers(catchUp));
    }

    /**
     * A message came that has a number.
     *
     * @param position its number
     * @param message the message
     * @param bytes the size of its frame
     */
    public void arrived(Message.Position position, Message message, int bytes) {
        catchUp.arrived(position, message, bytes);
    }

    /**
     * How many messages wait for the history. For any thread.
     *
     * @return a count
     */
    public int behind() {
        return catchUp.behind();
    }

    /**
     * A channel or room is not wanted any more: another wish for it begins anew.
     *
     * @param scope which
     */
    public void forget(Scope scope) {
        catchUp.forget(scope);
    }

    /** The client ends: what waits goes on, and what is missing is told. */
    public void end() {
        catchUp.end();
    }

    /** Does what is decided. */
    private static final class Decisions implements CatchUp.Out {
        private final Source source;
        private final Exit exit;

        @Nullable
        private HistoryDesk desk;

        Decisions(Source source, Exit exit) {
            this.source = source;
            this.exit = exit;
        }

        @Override
        public void deliver(Numbered numbered) {
            exit.pass(numbered.message(), numbered.bytes(), false);
        }

        @Override
        public void recovered(Numbered numbered) {
            exit.pass(numbered.message(), numbered.bytes(), true);
        }

        @Override
        public void repeated() {
            exit.repeated();
        }

        @Override
        public void tell(Recovery event) {
            exit.tell(event);
        }

        @Override
        public void failed(KeepwireException error) {
            exit.failed(error);
        }

        @Override
        public void ask(Gap gap) {
            if (desk != null) {
                desk.ask(gap, recall());
            }
        }

        /** A dialect that throws is one that reads nothing: whoever waits for the answer gets one. */
        private Protocol.Recall recall() {
            try {
                return source.recall().get();
            } catch (RuntimeException e) {
                return frame -> {
                    throw e;
                };
            }
        }

        @Override
        public void drop(Gap gap) {
            if (desk != null) {
                desk.drop(gap);
            }
        }
    }

    private record Answers(CatchUp catchUp) implements HistoryDesk.Asker {
        @Override
        public void answered(Gap gap, List<Numbered> found) {
            catchUp.answered(gap, found);
        }

        @Override
        public void failed(Gap gap, String what, @Nullable Throwable cause) {
            catchUp.failed(gap, what, cause);
        }
    }
}
