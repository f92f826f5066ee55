// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testkit.server.Behavior;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.testkit.server.Peer;
import io.github.keepwire.testkit.server.Received;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the README says that one talks to a Socket.IO server, with a server that knows just enough of it. */
public final class SocketIoHowTo {
    /**
     * What somebody says.
     *
     * @param text the words
     */
    record Line(String text) {}

    private final CountDownLatch shown = new CountDownLatch(4);

    private SocketIoHowTo() {}

    /**
     * Runs it. Blocks until everything was heard.
     *
     * @param args none
     * @throws InterruptedException if it is to end
     */
    public static void main(String[] args) throws InterruptedException {
        new SocketIoHowTo().talk();
    }

    private void talk() throws InterruptedException {
        try (var server = DevServer.of(new Parrot()).start();
                var transport = new JdkTransport();
                var client = RealtimeClient.builder(server.url())
                        .transport(transport)
                        .protocol(SocketIo.defaults())
                        .build()) {
            // tag::socketio[]
            client.on("news", message -> show(message.argument(0, String.class) + message.argument(1, Integer.class)));
            client.on("ready?", message -> client.send(message.answer("yes"), SendOptions.volatileOnly()));
            client.connect().join();
            client.emit("move", "king", 4, 2);
            client.send(Message.event("typing", "hall", true), SendOptions.volatileOnly());
            String answer = client.emitWithAck("echo", String.class, "hi").join();

            var chat = client.channel("/chat");
            chat.subscribe().thenRun(() -> chat.emit("shout", "anybody here?"));
            var hall = chat.room("hall");
            hall.on("message", Line.class, (line, message) -> show(line));
            hall.join().thenRun(() -> hall.send("message", new Line("Hello")));
            // end::socketio[]
            show(answer);
            client.on("answered", message -> show("the server heard " + message.argument(0, String.class)));
            client.emit("ask-me");
            if (!shown.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("something was not heard within 10 s");
            }
        }
    }

    private void show(Object what) {
        System.out.println(what);
        shown.countDown();
    }

    /** Says back what it hears; an official server is a few lines of JavaScript. */
    private static final class Parrot implements Behavior {
        private static final Pattern EVENT = Pattern.compile("42(/[a-z]+,)?(\\d*)\\[\"([^\"]+)\",?(.*)]");

        @Override
        public void opened(Peer peer) {
            peer.send("0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
        }

        @Override
        public void received(Peer from, Received message) {
            String frame = message.json();
            Matcher event = EVENT.matcher(frame);
            if (frame.startsWith("40")) {
                from.send(frame + "{\"sid\":\"s1\"}");
            } else if (frame.startsWith("43")) {
                from.send("42[\"answered\"," + frame.substring(frame.indexOf('[') + 1));
            } else if (event.matches()) {
                String namespace = event.group(1) == null ? "" : event.group(1);
                heard(from, namespace, event);
            }
        }

        private static void heard(Peer from, String namespace, Matcher event) {
            String arguments = event.group(4);
            switch (event.group(3)) {
                case "move" -> from.send("42[\"news\",\"pieces on the board: \",31]");
                case "ask-me" -> from.send("421[\"ready?\"]");
                case "send_message" -> from.send("42" + namespace + "[\"message\"," + arguments + "]");
                default -> {}
            }
            if (!event.group(2).isEmpty()) {
                from.send("43" + namespace + event.group(2) + "[" + arguments + "]");
            }
        }
    }
}
