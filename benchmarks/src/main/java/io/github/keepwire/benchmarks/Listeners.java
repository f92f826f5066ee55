// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.benchmarks;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.event.ConnectionState;
import io.github.keepwire.event.StateChange;
import io.github.keepwire.protocol.json.JsonDialect;
import io.github.keepwire.transport.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One kind of client; each connects, stays, and tells of each gesture that came. */
interface Listeners {
    void connect(URI uri, Runnable heard) throws Exception;

    /** The WebSocket of the JDK, and nothing done with the text. */
    static Listeners raw(HttpClient http) {
        return (uri, heard) ->
                http.newWebSocketBuilder().buildAsync(uri, new Counting(heard)).get();
    }

    /** The whole client, with a listener by type that does not touch the payload. */
    static Listeners ours(Transport transport) {
        return (uri, heard) -> {
            RealtimeClient client = RealtimeClient.builder(uri)
                    .transport(transport)
                    .protocol(JsonDialect.channels())
                    .build();
            client.on(Gesture.TYPE, message -> heard.run());
            client.connect().get();
            client.onState(Listeners::tellLoss);
        };
    }

    private static void tellLoss(StateChange change) {
        if (change.previous() == ConnectionState.OPEN) {
            System.err.println("a client left: " + change);
        }
    }

    /** Counts texts, and tells of an end that nobody wanted. */
    final class Counting implements WebSocket.Listener {
        private final Runnable heard;

        Counting(Runnable heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (last) {
                heard.run();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            System.err.println("a platform's WebSocket left: " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            System.err.println("a platform's WebSocket left: " + error);
        }
    }
}
