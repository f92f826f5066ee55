// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire.interop;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.emitter.Emitter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;

/** A program that tries a server with the official client for Java; nothing of ours is on its path. */
final class OfficialJavaClient {
    private static final long PATIENCE_SECONDS = 10;

    private final String url;
    private final List<Socket> open = new ArrayList<>();
    private int done;

    private OfficialJavaClient(String url) {
        this.url = url;
    }

    /** Something to try. */
    private interface Check {
        void run() throws Exception;
    }

    public static void main(String[] args) {
        OfficialJavaClient client = new OfficialJavaClient(args[0]);
        client.connecting();
        client.talking();
        client.ending();
        System.out.println("DONE " + client.done);
        System.exit(0);
    }

    private void connecting() {
        check("connects to two namespaces over one connection", () -> {
            Manager manager = new Manager(URI.create(url), options());
            Socket main = manager.socket("/");
            Socket chat = manager.socket("/chat");
            open.addAll(List.of(main, chat));
            CompletableFuture<Object[]> inChat = next(chat, Socket.EVENT_CONNECT);
            await(next(main.connect(), Socket.EVENT_CONNECT));
            chat.connect();
            await(inChat);
            same("/chat", ask(chat, "where")[0]);
            same("/", ask(main, "where")[0]);
            same(false, main.id().equals(chat.id()));
        });
        check("an unknown namespace is refused", () -> {
            Socket socket = socket("/nope", options());
            JSONObject error = (JSONObject) await(next(socket.connect(), Socket.EVENT_CONNECT_ERROR))[0];
            same("Invalid namespace", error.getString("message"));
        });
        check("a token that is refused is told with data", () -> {
            IO.Options stale = options();
            stale.auth = Map.of("token", "stale");
            Socket socket = socket("/secure", stale);
            JSONObject error = (JSONObject) await(next(socket.connect(), Socket.EVENT_CONNECT_ERROR))[0];
            same("token expired", error.getString("message"));
            same("TOKEN_EXPIRED", error.getJSONObject("data").getString("code"));
        });
        check("a good token gets in", () -> {
            IO.Options good = options();
            good.auth = Map.of("token", "good");
            await(next(socket("/secure", good).connect(), Socket.EVENT_CONNECT));
        });
    }

    private void talking() {
        check("acks of several arguments", () -> {
            Object[] reply = ask(connected("/"), "echo", 1, "two", new JSONObject().put("three", true));
            same(3, reply.length);
            same(1, reply[0]);
            same("two", reply[1]);
            same(true, ((JSONObject) reply[2]).getBoolean("three"));
            same(0, ask(connected("/"), "echo").length);
        });
        check("the server asks and is answered", () -> {
            Socket socket = connected("/");
            socket.on("ask", args -> ((Ack) args[args.length - 1]).call(args[1], args[0], new byte[] {5}));
            CompletableFuture<Object[]> answered = next(socket, "answered");
            socket.emit("ask-me", 1, 2);
            JSONArray answer = (JSONArray) await(answered)[0];
            same(2, answer.get(0));
            same(1, answer.get(1));
            same(true, Arrays.equals(new byte[] {5}, (byte[]) answer.get(2)));
        });
        check("binary both ways and nested", () -> {
            Socket socket = connected("/");
            JSONObject nested = new JSONObject().put("list", new JSONArray().put(new byte[] {1, 2}));
            JSONObject reply = (JSONObject) ask(socket, "echo", nested)[0];
            same(true, Arrays.equals(new byte[] {1, 2}, (byte[])
                    reply.getJSONArray("list").get(0)));
            CompletableFuture<Object[]> back = next(socket, "back");
            socket.emit("say-back", new byte[100_000], "x");
            same(100_000, ((byte[]) await(back)[0]).length);
        });
        check("rooms are joined and spoken in", () -> {
            Socket alice = connected("/");
            Socket bob = connected("/");
            JSONObject hall = new JSONObject().put("roomId", "hall");
            same(true, ((JSONObject) ask(alice, "join_room", hall)[0]).getBoolean("success"));
            ask(bob, "join_room", hall);
            CompletableFuture<Object[]> said = next(bob, "message");
            alice.emit("send_message", new JSONObject().put("roomId", "hall").put("message", "hi"));
            JSONObject message = (JSONObject) await(said)[0];
            same("hi", message.getString("message"));
            same(alice.id(), message.getString("sender"));
        });
        check("a broadcast reaches the others", () -> {
            Socket alice = connected("/chat");
            Socket bob = connected("/chat");
            CompletableFuture<Object[]> heard = next(bob, "shout");
            alice.emit("shout", "all");
            same("all", await(heard)[0]);
        });
    }

    private void ending() {
        check("pings are answered and the connection lives", () -> {
            Socket socket = connected("/");
            int before = (int) ask(socket, "pongs")[0];
            while ((int) ask(socket, "pongs")[0] < before + 10) {
                same(true, socket.connected());
            }
            same(1, ask(socket, "echo", 1)[0]);
        });
        check("a disconnect by the server is one", () -> {
            Socket socket = connected("/");
            CompletableFuture<Object[]> gone = next(socket, Socket.EVENT_DISCONNECT);
            socket.emit("kick");
            same("io server disconnect", await(gone)[0]);
        });
        check("a cut is come back from", () -> {
            Socket socket = connected("/");
            CompletableFuture<Object[]> gone = next(socket, Socket.EVENT_DISCONNECT);
            CompletableFuture<Object[]> back = next(socket, Socket.EVENT_CONNECT);
            socket.emit("cut");
            await(gone);
            await(back);
            same("again", ask(socket, "echo", "again")[0]);
        });
    }

    private void check(String what, Check work) {
        done++;
        try {
            work.run();
            System.out.println("PASS " + what);
        } catch (Exception | AssertionError e) {
            System.out.println("FAIL " + what + ": " + e.toString().replace('\n', ' '));
        }
        open.forEach(Socket::disconnect);
        open.clear();
    }

    private static IO.Options options() {
        return IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .setReconnectionDelay(50)
                .setReconnectionDelayMax(100)
                .build();
    }

    private Socket socket(String namespace, IO.Options options) {
        Socket socket = IO.socket(URI.create(url + namespace), options);
        open.add(socket);
        return socket;
    }

    private Socket connected(String namespace) throws Exception {
        Socket socket = socket(namespace, options());
        await(next(socket.connect(), Socket.EVENT_CONNECT));
        return socket;
    }

    private static CompletableFuture<Object[]> next(Emitter emitter, String event) {
        CompletableFuture<Object[]> heard = new CompletableFuture<>();
        emitter.once(event, heard::complete);
        return heard;
    }

    private static Object[] ask(Socket socket, String event, Object... arguments) throws Exception {
        CompletableFuture<Object[]> reply = new CompletableFuture<>();
        socket.emit(event, arguments, (Ack) reply::complete);
        return await(reply);
    }

    private static Object[] await(CompletableFuture<Object[]> heard) throws Exception {
        return heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void same(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + ", but it was " + actual);
        }
    }
}
