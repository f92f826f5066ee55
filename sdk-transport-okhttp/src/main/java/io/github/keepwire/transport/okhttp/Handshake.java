// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.transport.okhttp;

import io.github.keepwire.error.SafeText;
import io.github.keepwire.time.Environment;
import io.github.keepwire.transport.Link;
import io.github.keepwire.transport.LinkRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a link. Its future decides: whatever completes it first (the server, an error, the deadline, the
 * close of the transport, or a caller that cancels it) is what happened, and anything but a link frees the socket.
 *
 * <p>The thread on which the server's answer arrives stays with the link and reads it.
 */
final class Handshake implements Callback, Abortable {
    private final LinkRequest request;
    private final Link.Listener listener;
    private final Environment environment;
    private final Shared shared;
    private final String where;
    private final Upgrade upgrade;
    private final Deadline deadline;
    private final CompletableFuture<Link> result = new CompletableFuture<>();
    private volatile @Nullable Socket upgraded;

    Handshake(LinkRequest request, Link.Listener listener, Environment environment, Shared shared) {
        this.request = request;
        this.listener = listener;
        this.environment = environment;
        this.shared = shared;
        where = SafeText.hostAndPort(request.uri());
        upgrade = new Upgrade(request, shared.random());
        deadline = new Deadline(environment.timer());
    }

    CompletableFuture<Link> start(OkHttpClient client) {
        Request asked = upgrade.httpRequest();
        if (asked == null) {
            result.completeExceptionally(HandshakeErrors.unusable(where));
            return result;
        }
        Call call = client.newCall(asked.newBuilder().tag(Handshake.class, this).build());
        result.whenComplete((link, error) -> finished(call, link));
        if (!shared.open().add(this)) {
            abort();
            return result;
        }
        deadline.arm(request.handshakeTimeout(), this::timedOut);
        call.enqueue(this);
        return result;
    }

    private void finished(Call call, @Nullable Link link) {
        deadline.disarm();
        shared.open().remove(this);
        if (link == null) {
            call.cancel();
        }
    }

    private void timedOut() {
        result.completeExceptionally(HandshakeErrors.timedOut(where, request.handshakeTimeout()));
    }

    @Override
    public void abort() {
        result.completeExceptionally(HandshakeErrors.closed(where, null));
    }

    /** The server agreed, as far as OkHttp looks. */
    void upgraded(Socket socket) {
        upgraded = socket;
    }

    @Override
    public void onFailure(Call call, IOException thrown) {
        result.completeExceptionally(HandshakeErrors.of(thrown, where));
        free();
    }

    @Override
    public void onResponse(Call call, Response response) {
        try {
            OkHttpLink link = link(call, response);
            if (result.complete(link)) {
                keep(link);
                link.read();
            } else {
                link.discard();
            }
        } catch (RuntimeException refused) {
            result.completeExceptionally(refused);
            Quietly.close(response);
            free();
        }
    }

    private OkHttpLink link(Call call, Response response) {
        Socket socket = upgrade.accept(response, environment.wallClock());
        LinkSocket below = new LinkSocket(call, socket, environment, shared);
        return new OkHttpLink(below, request, Upgrade.subprotocol(response), new Teller(listener, shared.executor()));
    }

    private void keep(OkHttpLink link) {
        if (!shared.open().add(link)) {
            link.abort();
        }
        if (link.hasEnded()) {
            shared.open().remove(link);
        }
    }

    private void free() {
        Socket socket = upgraded;
        if (socket != null) {
            Quietly.close(socket.getSink());
            Quietly.close(socket.getSource());
        }
    }
}
