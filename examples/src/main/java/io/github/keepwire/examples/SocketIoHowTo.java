// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.examples;

import io.github.keepwire.RealtimeClient;
import io.github.keepwire.message.Message;
import io.github.keepwire.policy.SendOptions;
import io.github.keepwire.protocol.socketio.SocketIo;
import io.github.keepwire.testkit.server.DevServer;
import io.github.keepwire.transport.jdk.JdkTransport;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the README says that one talks to a Socket.IO server, with a server of its own. */
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
        try (var server = server().start();
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

    /** Plays, asks back, and tells what is said in a room to everybody there; an official server is a few lines of JavaScript. */
    private static DevServer server() {
        DevServer server = DevServer.socketIo();
        server.io()
                .on("move", (from, arguments, ack) -> from.emit("news", "pieces on the board: ", 31))
                .on("echo", (from, arguments, ack) -> ack.send(arguments.get(0, String.class)))
                .on(
                        "ask-me",
                        (from, arguments, ack) -> from.request("ready?")
                                .thenAccept(answer -> from.emit("answered", answer.get(0, String.class))))
                .on(
                        "send_message",
                        (from, said, ack) -> server.io()
                                .of(from.namespace())
                                .to(said.field("roomId"))
                                .emit("message", said.get(0, Map.class)));
        return server;
    }
}
