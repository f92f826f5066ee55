// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides who gets in: what the test scripted for the next attempts first, then the token. */
final class Gate {
    static final ScriptedClose UNAUTHORIZED = new ScriptedClose(1008, "Unauthorized");

    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<ScriptedClose> closes = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String token;
    private volatile @Nullable String keptToken;

    private volatile boolean refusesByClosing;
    private volatile @Nullable Screen screen;

    /** Looks at a request before anybody else does. */
    @FunctionalInterface
    interface Screen {
        /** The answer to a request that cannot be served; empty if it can. */
        Optional<Refusal> refusal(String target, boolean isUpgrade);
    }

    /** A close frame that waits for the next peer to open. */
    record ScriptedClose(int code, String reason) {}

    void requireToken(String value) {
        token = value;
    }

    /** Lets a client without the token connect, and closes it then, as some servers do. */
    void refuseByClosing() {
        refusesByClosing = true;
    }

    /** From now on also requests come here that ask for no WebSocket. */
    void screen(Screen value) {
        screen = value;
    }

    boolean screens() {
        return screen != null;
    }

    Optional<Refusal> screened(String target, boolean isUpgrade) {
        Screen present = screen;
        return present == null ? Optional.empty() : present.refusal(target, isUpgrade);
    }

    void keepToken() {
        keptToken = token;
    }

    void restoreToken() {
        token = keptToken;
    }

    void refuseNext(Refusal refusal) {
        refusals.add(refusal);
    }

    void closeNext(int code, String reason) {
        CloseCode.check(code, reason);
        closes.add(new ScriptedClose(code, reason));
    }

    /** Drops what was scripted and not used up; the token stays, since it is a setting. */
    void forgetScript() {
        refusals.clear();
        closes.clear();
    }

    /** Asked once for every handshake. */
    Optional<Refusal> refusal(String target, Function<String, String> header) {
        Refusal scripted = refusals.poll();
        if (scripted != null) {
            return Optional.of(scripted);
        }
        ShownTokens shown = ShownTokens.of(
                Query.of(target).value("token"),
                Optional.of(header.apply(ShownTokens.AUTHORIZATION)),
                Optional.of(header.apply(ShownTokens.SUBPROTOCOLS)));
        return refusesByClosing || isWelcome(shown) ? Optional.empty() : Optional.of(Refusal.NO_TOKEN);
    }

    private boolean isWelcome(ShownTokens shown) {
        String wanted = token;
        return wanted == null || shown.contain(wanted);
    }

    /** Asked once for every peer that opened. */
    Optional<ScriptedClose> close(Peer peer) {
        ScriptedClose scripted = closes.poll();
        if (scripted != null) {
            return Optional.of(scripted);
        }
        return !refusesByClosing || isWelcome(ShownTokens.of(peer)) ? Optional.empty() : Optional.of(UNAUTHORIZED);
    }
}
