// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.internal.session;

import static io.github.keepwire.internal.session.Act.ASK_TOKEN;
import static io.github.keepwire.internal.session.Act.CLOSE_LINK;
import static io.github.keepwire.internal.session.Act.CONNECTED;
import static io.github.keepwire.internal.session.Act.CONNECT_FAILED;
import static io.github.keepwire.internal.session.Act.DROP_LINK;
import static io.github.keepwire.internal.session.Act.FINISH;
import static io.github.keepwire.internal.session.Act.GO_ONLINE;
import static io.github.keepwire.internal.session.Act.OPEN_LINK;
import static io.github.keepwire.internal.session.Act.PLAN_RETRY;
import static io.github.keepwire.internal.session.Act.START_PROTOCOL;

import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.KeepwireException;
import io.github.keepwire.internal.retry.RetryPlan;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection's state machine, as a pure function: a state and an input give the next state and what to do.
 *
 * <p>An input that does not fit the state, or belongs to an earlier link, changes nothing.
 */
final class SessionMachine {
    /**
     * An answer of the machine.
     *
     * @param next the state from now on
     * @param acts what to do, in order
     * @param reason why, for people
     * @param error what went wrong, or null
     * @param plan the attempt to come, or null
     */
    record Step(
            SessionState next,
            List<Act> acts,
            String reason,
            @Nullable KeepwireException error,
            @Nullable RetryPlan plan) {}

    private SessionMachine() {}

    static Step step(SessionState state, SessionInput input) {
        if (state.phase() == Phase.CLOSED) {
            return stay(state);
        }
        if (input instanceof SessionInput.Connect) {
            return connect(state);
        }
        if (input instanceof SessionInput.CloseRequested close) {
            return closeRequested(state, close.drained());
        }
        if (input instanceof SessionInput.DrainOver) {
            return drainOver(state);
        }
        if (input instanceof SessionInput.RetryDue due) {
            return state.phase() == Phase.WAITING ? go(state.toNextLink(), due.reason(), ASK_TOKEN) : stay(state);
        }
        return ofLink(state, input);
    }

    private static Step connect(SessionState state) {
        boolean rests = state.phase() == Phase.IDLE || state.phase() == Phase.FAILED;
        return rests ? go(state.toFirstLink(), "connect() was called", ASK_TOKEN) : stay(state);
    }

    private static Step closeRequested(SessionState state, boolean drained) {
        if (state.closing()) {
            return stay(state);
        }
        if (state.isConnecting() || state.phase() == Phase.WAITING) {
            return drained
                    ? closed(state.toClosing(Phase.CLOSED), CONNECT_FAILED, DROP_LINK, FINISH)
                    : closed(state.toClosing(state.phase()), CONNECT_FAILED);
        }
        if (state.phase() == Phase.OPEN) {
            return drained
                    ? closed(state.toClosing(Phase.CLOSING_LINK), CLOSE_LINK)
                    : closed(state.toClosing(Phase.OPEN));
        }
        return closed(state.toClosing(Phase.CLOSED), FINISH);
    }

    private static Step drainOver(SessionState state) {
        if (!state.closing() || state.phase() == Phase.CLOSING_LINK) {
            return stay(state);
        }
        return state.phase() == Phase.OPEN
                ? closed(state.to(Phase.CLOSING_LINK), CLOSE_LINK)
                : closed(state.to(Phase.CLOSED), DROP_LINK, FINISH);
    }

    private static Step ofLink(SessionState state, SessionInput input) {
        if (input instanceof SessionInput.TokenReady ready) {
            return isAt(state, Phase.ASKING_TOKEN, ready.link())
                    ? go(state.to(Phase.OPENING), "a link is being opened", OPEN_LINK)
                    : stay(state);
        }
        if (input instanceof SessionInput.LinkOpened opened) {
            return isAt(state, Phase.OPENING, opened.link())
                    ? go(state.to(Phase.HANDSHAKING), "the link is open", START_PROTOCOL)
                    : stay(state);
        }
        if (input instanceof SessionInput.HandshakeDone done) {
            return isAt(state, Phase.HANDSHAKING, done.link())
                    ? go(state.to(Phase.OPEN), "the handshake is done", CONNECTED, GO_ONLINE)
                    : stay(state);
        }
        return input instanceof SessionInput.Lost lost && lost.link() == state.link() ? lost(state, lost) : stay(state);
    }

    private static Step lost(SessionState state, SessionInput.Lost lost) {
        if (state.phase() == Phase.CLOSING_LINK) {
            return closed(state.to(Phase.CLOSED), DROP_LINK, FINISH);
        }
        if (!state.isConnecting() && state.phase() != Phase.OPEN) {
            return stay(state);
        }
        if (lost.plan().again()) {
            List<Act> acts = Arrays.asList(DROP_LINK, PLAN_RETRY);
            String reason = String.valueOf(lost.error().getMessage());
            return new Step(state.toWaiting(), acts, reason, lost.error(), lost.plan());
        }
        return state.closing()
                ? closed(state.to(Phase.CLOSED), DROP_LINK, FINISH)
                : failed(state, lost.error(), lost.plan().verdict());
    }

    private static boolean isAt(SessionState state, Phase phase, long link) {
        return state.phase() == phase && state.link() == link;
    }

    private static Step stay(SessionState state) {
        return new Step(state, Collections.emptyList(), "", null, null);
    }

    private static Step go(SessionState next, String reason, Act... acts) {
        return new Step(next, Arrays.asList(acts), reason, null, null);
    }

    private static Step failed(SessionState state, KeepwireException error, String verdict) {
        return new Step(state.to(Phase.FAILED), Arrays.asList(DROP_LINK, CONNECT_FAILED), verdict, error, null);
    }

    private static Step closed(SessionState next, Act... acts) {
        KeepwireException error = new KeepwireException(ErrorCode.CLOSED, "the client was closed");
        return new Step(next, Arrays.asList(acts), "close() was called", error, null);
    }
}
