// SPDX-License-Identifier: Apache-2.0
package io.github.keepwire;

import io.github.keepwire.testing.LoopbackTransport;
import io.github.keepwire.transport.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that looks at frames as the official one does, writes down what that would end the link for, and answers when it is told
 * to. The main namespace it answers at once.
 */
final class StrictSocketIoServer implements LoopbackTransport.Server {
    private static final Pattern PACKET = Pattern.compile("4([0-4])(/[^,]*)?,?(\\d+)?(.*)");
    private static final Pattern ROOM = Pattern.compile("\"roomId\":\"(\\w+)\"");
    private static final Pattern PID = Pattern.compile("\"pid\":\"(\\w+)\"");
    private static final Pattern NUMBER = Pattern.compile("\\[\"say\",(?:\\{\"roomId\":\"\\w+\",\"message\":)?(\\d+)");

    /** A place in a namespace. */
    private static final class Seat {
        final String pid;
        final Set<String> rooms = new TreeSet<>();

        Seat(String pid) {
            this.pid = pid;
        }
    }

    final List<String> violations = new ArrayList<>();
    /** What was said in each namespace, as it came. */
    final Map<String, List<Integer>> said = new TreeMap<>();

    private final Map<String, Seat> seats = new TreeMap<>();
    private final Map<String, Seat> left = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private boolean recovers;
    private Random dice = new Random();
    private String where = "";
    private int count;
    private LoopbackTransport.Server.@Nullable Peer peer;

    void begin(boolean recovering, Random random, String name) {
        dice = random;
        recovers = recovering;
        where = name;
        said.clear();
        left.clear();
        forget();
    }

    private void forget() {
        seats.clear();
        asked.clear();
        answers.clear();
    }

    @Override
    public void opened(LoopbackTransport.Server.Peer opened) {
        forget();
        peer = opened;
        opened.send(SocketIoServer.OPEN);
    }

    @Override
    public void received(LoopbackTransport.Server.Peer from, Frame frame) {
        Matcher packet = PACKET.matcher(frame.text());
        if (from != peer || !packet.matches()) {
            return;
        }
        String namespace = packet.group(2) == null ? "/" : packet.group(2);
        String rest = packet.group(4);
        if (packet.group(1).equals("0")) {
            connect(namespace, rest, frame.text());
            return;
        }
        Seat seat = seats.get(namespace);
        if (seat == null) {
            violations.add(where + ": not in " + namespace + ": " + frame.text());
        } else if (packet.group(1).equals("1")) {
            seats.remove(namespace);
        } else {
            event(namespace, seat, packet.group(3), rest);
        }
    }

    private void connect(String namespace, String auth, String frame) {
        if (seats.containsKey(namespace)) {
            violations.add(where + ": asked for " + namespace + ", which is in: " + frame);
        }
        if (!asked.add(namespace)) {
            return;
        }
        Matcher pid = PID.matcher(auth);
        Seat known = pid.find() ? left.remove(pid.group(1)) : null;
        if (namespace.equals("/")) {
            admit(namespace, known);
        } else {
            answers.add(() -> {
                if (dice.nextInt(8) == 0) {
                    asked.remove(namespace);
                    send("44" + of(namespace) + "{\"message\":\"no\"}");
                } else {
                    admit(namespace, known);
                }
            });
        }
    }

    private void admit(String namespace, @Nullable Seat known) {
        asked.remove(namespace);
        Seat seat = known == null ? new Seat("p" + count++) : known;
        seats.put(namespace, seat);
        send("40" + of(namespace) + "{\"sid\":\"s\"" + (recovers ? ",\"pid\":\"" + seat.pid + "\"" : "") + "}");
    }

    private void event(String namespace, Seat seat, @Nullable String id, String rest) {
        Matcher room = ROOM.matcher(rest);
        boolean refused =
                rest.startsWith("[\"join_room\"") && (seat.pid + rest).hashCode() % 8 == 0; // each time the same
        if (rest.startsWith("[\"join_room\"") && !refused && room.find()) {
            seat.rooms.add(room.group(1));
        } else if (rest.startsWith("[\"leave_room\"") && room.find()) {
            seat.rooms.remove(room.group(1));
        }
        Matcher number = NUMBER.matcher(rest);
        if (number.find()) {
            said.computeIfAbsent(namespace, name -> new ArrayList<>()).add(Integer.parseInt(number.group(1)));
        }
        if (id != null) {
            answers.add(() -> {
                if (seats.get(namespace) == seat) {
                    send("43" + of(namespace) + id + "[{\"success\":" + !refused + "}]");
                }
            });
        }
    }

    private static String of(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }

    /** Gives the answer that is due, which may be a no. */
    void answer() {
        Runnable answer = answers.poll();
        if (answer != null) {
            answer.run();
        }
    }

    /** Ends a namespace on purpose. */
    void kick() {
        List<String> others = new ArrayList<>(seats.keySet());
        others.remove("/");
        if (!others.isEmpty()) {
            String namespace = others.get(dice.nextInt(others.size()));
            seats.remove(namespace);
            send("41" + of(namespace));
        }
    }

    void emit() {
        for (String namespace : new ArrayList<>(seats.keySet())) {
            send("42" + of(namespace) + "[\"news\",{\"roomId\":\"hall\"}" + (recovers ? ",\"o" + count++ + "\"" : "")
                    + "]");
        }
    }

    void ping() {
        send("2");
    }

    private void send(String frame) {
        if (peer != null) {
            peer.send(frame);
        }
    }

    void cut() {
        if (peer != null) {
            LoopbackTransport.Server.Peer gone = peer;
            peer = null;
            seats.values().forEach(seat -> left.put(seat.pid, seat));
            forget();
            gone.cut();
        }
    }

    Set<String> namespaces() {
        return new TreeSet<>(seats.keySet());
    }

    Set<String> rooms() {
        Set<String> all = new TreeSet<>();
        seats.forEach((namespace, seat) -> seat.rooms.forEach(room -> all.add(namespace + " " + room)));
        return all;
    }
}
