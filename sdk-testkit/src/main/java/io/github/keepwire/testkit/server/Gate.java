// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.testkit.server;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides who gets in: what the test scripted for the next attempts first, then the token. */
final class Gate {
    private static final String BEARER = "Bearer ";

    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<ScriptedClose> closes = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String token;
    private volatile @Nullable String keptToken;

    /** A close frame that waits for the next peer to open. */
    record ScriptedClose(int code, String reason) {}

    void requireToken(String value) {
        token = value;
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
        String wanted = token;
        boolean welcome = wanted == null
                || header.apply("Authorization").equals(BEARER + wanted)
                || Query.of(target).value("token").filter(wanted::equals).isPresent();
        return welcome ? Optional.empty() : Optional.of(Refusal.NO_TOKEN);
    }

    /** Asked once for every peer that opened. */
    Optional<ScriptedClose> close() {
        return Optional.ofNullable(closes.poll());
    }
}
