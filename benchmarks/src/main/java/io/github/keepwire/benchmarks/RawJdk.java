// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket and the parse alone. */
final class RawJdk implements Subject {
    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public String name() {
        return "jdk: WebSocket + parse";
    }

    @Override
    public void takeIn(URI uri, int messages) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(uri, new Counter(messages, last))
                .get();
        Subject.await(last);
        socket.abort();
    }

    private static final class Counter implements WebSocket.Listener {
        private final Parse parse = new Parse();
        private final CountDownLatch last;
        private final StringBuilder parts = new StringBuilder();
        private int left;

        Counter(int messages, CountDownLatch last) {
            this.left = messages;
            this.last = last;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            if (!isLast) {
                parts.append(data);
            } else if (parts.length() == 0) {
                message(data.toString());
            } else {
                String whole = parts.append(data).toString();
                parts.setLength(0);
                message(whole);
            }
            socket.request(1);
            return null;
        }

        private void message(String text) {
            parse.read(text);
            if (--left == 0 && parse.isDone()) {
                last.countDown();
            }
        }
    }
}
