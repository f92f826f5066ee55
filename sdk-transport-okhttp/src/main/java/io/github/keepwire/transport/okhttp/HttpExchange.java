// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.error.ConnectionException;
import io.github.keepwire.error.ErrorCode;
import io.github.keepwire.error.SafeText;
import io.github.keepwire.transport.HttpCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One HTTP call and its reply, which is read up to a limit. Cancelling the future ends the call. */
final class HttpExchange implements Callback, Abortable {
    private final HttpCall asked;
    private final OpenThings open;
    private final String where;
    private final CompletableFuture<HttpCall.Reply> result = new CompletableFuture<>();

    HttpExchange(HttpCall asked, OpenThings open) {
        this.asked = asked;
        this.open = open;
        where = SafeText.hostAndPort(asked.uri());
    }

    CompletableFuture<HttpCall.Reply> start(OkHttpClient client) {
        HttpUrl url = Addresses.http(asked.uri());
        if (url == null) {
            result.completeExceptionally(failed("OkHttp cannot use the address of " + where, null));
            return result;
        }
        Call call = client.newCall(request(url));
        call.timeout().timeout(asked.timeout().toNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((reply, error) -> {
            open.remove(this);
            if (reply == null) {
                call.cancel();
            }
        });
        if (open.add(this)) {
            call.enqueue(this);
        } else {
            abort();
        }
        return result;
    }

    private Request request(HttpUrl url) {
        Request.Builder request = new Request.Builder().url(url);
        asked.headers().forEach(request::header);
        String body = asked.body();
        // Without a media type, the content type among the headers stands as it is.
        RequestBody content = body == null ? null : RequestBody.create(body.getBytes(StandardCharsets.UTF_8), null);
        return request.method(asked.method(), content).build();
    }

    @Override
    public void abort() {
        result.completeExceptionally(HandshakeErrors.closed(where, null));
    }

    @Override
    public void onFailure(Call call, IOException thrown) {
        ConnectionException known = HandshakeErrors.of(thrown, where);
        if (known.code() == ErrorCode.TLS_REJECTED) {
            result.completeExceptionally(known);
        } else {
            result.completeExceptionally(failed(where + " gave no complete reply within " + asked.timeout(), known));
        }
    }

    @Override
    public void onResponse(Call call, Response response) {
        try (Response reply = response) {
            result.complete(new HttpCall.Reply(NoFollowUps.status(reply), headers(reply), body(reply)));
        } catch (ConnectionException tooLarge) {
            result.completeExceptionally(tooLarge);
        } catch (IOException | RuntimeException broken) {
            result.completeExceptionally(
                    failed(where + " broke off its reply: " + broken.getClass().getSimpleName(), null));
        }
    }

    private String body(Response reply) throws IOException {
        BufferedSource source = reply.body().source();
        if (source.request(HttpCall.MAX_REPLY_BYTES + 1L)) {
            throw failed(where + " sent a reply of more than " + HttpCall.MAX_REPLY_BYTES + " bytes", null);
        }
        return source.readUtf8();
    }

    private static Map<String, String> headers(Response reply) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (String name : reply.headers().names()) {
            if (!name.equalsIgnoreCase(NoFollowUps.TRUE_STATUS)) {
                joined.put(name, String.join(", ", reply.headers(name)));
            }
        }
        return joined;
    }

    private static ConnectionException failed(String message, @Nullable Throwable cause) {
        return new ConnectionException(ErrorCode.HTTP_FAILED, message, cause);
    }
}
