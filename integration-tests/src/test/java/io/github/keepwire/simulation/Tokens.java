// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.simulation;

import io.github.keepwire.auth.Token;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Who gives out tokens, in good and in bad moods; and what the server makes of those that are shown. */
final class Tokens {
    /** What becomes of a question. */
    enum Mood {
        ANSWERS,
        HANGS,
        THROWS,
        EXPIRED
    }

    private static final Duration JOURNEY = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    /** Attempts, renewals and second questions of a dialect within the window; what the application does comes on top. */
    private static final int MOST_CALLS = 30;

    private final World world;
    private final Map<String, Long> expiries = new HashMap<>();
    private final List<CompletableFuture<Token>> pending = new ArrayList<>();
    private final Deque<Long> calls = new ArrayDeque<>();
    private final Deque<Long> urges = new ArrayDeque<>();
    private long shownUntil;
    private int shown;

    Mood mood = Mood.ANSWERS;

    Tokens(World world) {
        this.world = world;
    }

    /** The application's provider. */
    CompletableFuture<Token> token() {
        world.verdict.check(this::isNoLoop);
        world.note("a token is asked for: " + mood);
        return switch (mood) {
            case ANSWERS -> CompletableFuture.completedFuture(fresh(world.plan.tokenLife));
            case EXPIRED -> CompletableFuture.completedFuture(fresh(Duration.ofSeconds(-1)));
            case THROWS -> throw new IllegalStateException("planned");
            case HANGS -> {
                CompletableFuture<Token> later = new CompletableFuture<>();
                pending.add(later);
                yield later;
            }
        };
    }

    private Token fresh(Duration life) {
        String secret = "token" + expiries.size();
        expiries.put(secret, world.nanos() + life.toNanos());
        return Token.of(secret)
                .expiresAt(world.time.environment().wallClock().instant().plus(life));
    }

    /** The provider has an answer at last, for whoever still waits. */
    void answer() {
        List<CompletableFuture<Token>> all = new ArrayList<>(pending);
        pending.clear();
        all.forEach(later -> later.complete(fresh(world.plan.tokenLife)));
    }

    /** The application did what may ask for a token at once. */
    void urged() {
        urges.add(world.nanos());
    }

    private void isNoLoop() {
        calls.add(world.nanos());
        forgetOld(calls);
        forgetOld(urges);
        if (calls.size() > MOST_CALLS + 2 * urges.size()) {
            throw new AssertionError("the provider is asked in a tight loop: " + calls.size() + " times in " + WINDOW);
        }
    }

    private void forgetOld(Deque<Long> moments) {
        while (!moments.isEmpty() && world.nanos() - moments.peek() > WINDOW.toNanos()) {
            moments.remove();
        }
    }

    // the server's side

    /** A token arrives at the server, in whatever way. */
    void shown(String secret) {
        Long until = expiries.get(secret);
        if (until == null) {
            throw new AssertionError("a token that nobody gave out: " + secret);
        }
        if (world.isSteady() && world.nanos() - until > JOURNEY.toNanos()) {
            throw new AssertionError(secret + " is shown after its expiry");
        }
        shown++;
        shownUntil = until;
    }

    /** Whether what was shown last is worth something. */
    boolean isValid() {
        return shown > 0 && world.nanos() - shownUntil < 0;
    }

    int shown() {
        return shown;
    }
}
