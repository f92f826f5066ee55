// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** OkHttp's WebSocket and the parse alone. */
final class RawOkHttp implements Subject {
    private final OkHttpClient client = new OkHttpClient();

    @Override
    public String name() {
        return "okhttp: WebSocket + parse";
    }

    @Override
    public void takeIn(URI uri, int messages) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        Parse parse = new Parse();
        WebSocket socket =
                client.newWebSocket(new Request.Builder().url(uri.toString()).build(), new WebSocketListener() {
                    private int left = messages;

                    @Override
                    public void onMessage(WebSocket webSocket, String text) {
                        parse.read(text);
                        if (--left == 0 && parse.isDone()) {
                            last.countDown();
                        }
                    }
                });
        Subject.await(last);
        socket.cancel();
    }
}
