// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.chat;

import io.github.keepwire.auth.Token;
import io.github.keepwire.examples.cli.Goal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stands for the application's login: hands out tokens, and knows which of them are good. They have the form of a JWT, so that
 * the client sees when they expire; a real one is signed, too.
 */
final class Login {
    /** The first token of each person is short-lived: the client asks for the next one after half of that. */
    private static final Duration FIRST = Duration.ofSeconds(4);

    private static final Duration LATER = Duration.ofMinutes(5);

    private final Consumer<String> log;
    private final Map<String, AtomicInteger> issued = new ConcurrentHashMap<>();
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final Goal renewals;
    private final Set<String> second = ConcurrentHashMap.newKeySet();

    Login(int people, Consumer<String> log) {
        this.renewals = new Goal(people, "renewed tokens");
        this.log = log;
    }

    /** A new token for somebody: the one before is good no longer. */
    CompletionStage<Token> freshToken(String who) {
        int number = issued.computeIfAbsent(who, name -> new AtomicInteger()).incrementAndGet();
        good.removeIf(token -> token.startsWith(head(who)));
        String token = jwt(who, number, Instant.now().plus(number == 1 ? FIRST : LATER));
        good.add(token);
        if (number == 2) {
            second.add(token);
        }
        log.accept("gives " + who + " token " + number);
        return CompletableFuture.completedFuture(Token.of(token));
    }

    /** Whether the server may let somebody in who shows this. */
    boolean isGood(String token) {
        if (second.remove(token)) {
            renewals.count();
        }
        return good.contains(token);
    }

    /** Waits until everybody has shown a second token. */
    void awaitRenewals(Duration atMost) throws InterruptedException {
        renewals.await(atMost);
    }

    private static String jwt(String who, int number, Instant expiry) {
        String claims = "{\"jti\":" + number + ",\"exp\":" + expiry.getEpochSecond() + "}";
        return head(who) + encoded(claims) + ".unsigned";
    }

    private static String head(String who) {
        return encoded("{\"alg\":\"none\",\"kid\":\"" + who + "\"}") + ".";
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
