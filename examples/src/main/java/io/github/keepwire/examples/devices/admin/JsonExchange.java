// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples.devices.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.keepwire.auth.Token;
import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.transport.HttpCall;
import io.github.keepwire.transport.Transport;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** One JSON object goes out, one comes back; every other end is an {@link AdminException}. */
final class JsonExchange {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Transport transport;
    private final Tokens tokens;
    private final Clock clock;

    /** The clock tells how far off a date is that a server asks to wait for. */
    JsonExchange(Transport transport, Tokens tokens, Clock clock) {
        this.transport = transport;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Written at once, on the caller's thread. */
    static String json(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a body that cannot be written as JSON: " + body.getClass(), e);
        }
    }

    /** What the server answers. The future fails with an {@link AdminException} as it is, in no wrapping. */
    <T> CompletableFuture<T> ask(HttpCall call, Class<T> type) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tokens.next(call.toString(), call.timeout())
                .thenCompose(token -> exchange(call, token, type))
                .whenComplete((value, thrown) -> {
                    if (thrown == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(translated(call, thrown));
                    }
                });
        return answer;
    }

    private <T> CompletionStage<T> exchange(HttpCall call, Optional<Token> token, Class<T> type) {
        HttpCall allowed = token.map(known -> call.withHeader("Authorization", "Bearer " + known.reveal()))
                .orElse(call);
        return transport.exchange(allowed).thenApply(reply -> read(call.toString(), reply, token, type));
    }

    private static Throwable translated(HttpCall call, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof ConnectionException lost ? AdminException.unanswered(call.toString(), lost) : cause;
    }

    private <T> T read(String what, HttpCall.Reply reply, Optional<Token> token, Class<T> type) {
        AdminException.Answer answer = new AdminException.Answer(
                reply.status(),
                excerpt(reply.body(), token),
                RetryAfter.of(reply, clock).orElse(null));
        if (reply.status() < 200 || reply.status() > 299) {
            throw AdminException.refused(what, answer);
        }
        try {
            JsonNode tree = MAPPER.readTree(reply.body());
            if (!tree.isObject()) {
                throw AdminException.unusable(what, tree.isMissingNode() ? "an empty body" : "no JSON object", answer);
            }
            if (!tree.path("success").asBoolean(true)) {
                throw AdminException.failed(what, answer);
            }
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw AdminException.unusable(what, wrong(reply, e), answer);
        }
    }

    /** The token goes before the cut: half of it would be too much. */
    private static String excerpt(String body, Optional<Token> token) {
        return SafeText.wire(token.map(known -> body.replace(known.reveal(), "***"))
                .orElse(body)
                .trim());
    }

    /** The parser's own words are left out, since they repeat what the server wrote. */
    private static String wrong(HttpCall.Reply reply, JsonProcessingException why) {
        boolean html = reply.body().trim().startsWith("<")
                || reply.header("Content-Type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .contains("html");
        if (html) {
            return "HTML instead of JSON (is it the right address, or somebody's error page?)";
        }
        return why instanceof JsonEOFException ? "JSON that ends too soon" : "something else than expected";
    }
}
